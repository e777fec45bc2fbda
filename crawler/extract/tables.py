"""Tables of data inside a text: results, telephone numbers, lists of cases.

Their cells are short and without punctuation, like menus, and yet belong to the text, a row to a line. Layout tables,
which old templates set whole pages in, are told apart by long cells, links and rows of one cell.
"""

from __future__ import annotations

from collections import Counter

from crawler.extract.walk import Element, Walk

# A cell of data says no more than this; a cell of a layout holds paragraphs.
_LONGEST_CELL = 80
_FEWEST_CELLS, _MOST_CELLS = 2, 40
# One row alone may be a line of date and source.
_FEWEST_ROWS = 2


def data_rows(walk: Walk) -> dict[int, Element]:
    """For each block that is a cell of a table of data the row it stands in."""
    rows = [element for element in walk.elements if element.tag == "tr" and _is_row(walk, element)]
    if len(rows) < _FEWEST_ROWS:
        return {}
    siblings = Counter(row.parent for row in rows)
    return {
        number: row for row in rows if siblings[row.parent] >= _FEWEST_ROWS for number in range(row.first, row.last)
    }


def _is_row(walk: Walk, row: Element) -> bool:
    cells = walk.blocks[row.first : row.last]
    if not _FEWEST_CELLS <= len(cells) <= _MOST_CELLS:
        return False
    # A label with its colon opens a line of a form: 索引号： 发布机构：
    if any(cell.link_chars or len(cell.text) > _LONGEST_CELL or cell.text.endswith((":", "：")) for cell in cells):
        return False
    # A block each, and each in a cell of its own: a layout's only cell holds a whole text of short paragraphs.
    homes = {_cell_of(walk, cell.container, row) for cell in cells}
    return len(homes) == len(cells) == len({cell.container for cell in cells})


def _cell_of(walk: Walk, container: int, row: Element) -> int:
    """The cell of a row that an element stands in, itself perhaps."""
    while walk.elements[container].parent != row.index and container > row.index:
        container = walk.elements[container].parent
    return container
