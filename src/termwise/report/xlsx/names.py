"""Names of cells: what a deal calls a number, in the letters a spreadsheet allows."""

import re
from collections.abc import Iterable

_MOST = 120
"""Characters; the limit of the format is 255."""
_LIKE_A_CELL = re.compile(r"[A-Za-z]{1,3}[0-9]+|[Rr][0-9]*[Cc]?[0-9]*|[Cc][0-9]*|TRUE|FALSE", re.IGNORECASE)


class Naming:
    """Hands out each name once, whatever the case of its letters."""

    def __init__(self, taken: Iterable[str] = ()) -> None:
        self._taken = {name.lower() for name in taken}

    def name(self, wanted: str) -> str:
        """`revenue_share_rate` for `revenue_share: rate`; with a number behind where that is taken."""
        plain = re.sub(r"[^A-Za-z0-9]+", "_", wanted).strip("_")[:_MOST] or "value"
        if plain[0].isdigit() or _LIKE_A_CELL.fullmatch(plain):
            plain = f"the_{plain}"
        name, count = plain, 1
        while name.lower() in self._taken:
            count += 1
            name = f"{plain}_{count}"
        self._taken.add(name.lower())
        return name
