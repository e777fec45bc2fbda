"""A monitor of China's discipline-inspection (紀檢監察) news on Scrapy."""

__version__ = "0.1.0"
