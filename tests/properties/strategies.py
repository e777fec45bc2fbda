"""Text that pages, headers and names may hold: mostly nonsense, some of it nearly right."""

from hypothesis import strategies as st

TEXT = st.text(max_size=300) | st.text(
    alphabet="　 \n\t\u202e\u200b\x1b\x00<>&\"'=+-@#[]()*_`|某县晋城纪委监委第一二三①2024年月日:：/\\", max_size=200
)
