"""An invented discipline-inspection site in the shapes of the real ones, for a first crawl without the internet.

Every article, person, outlet and case here was made up for this project; the names of places are real, what is told
about them is not.
"""
