"""Who pays whom under which clause, in all."""

from collections.abc import Iterable, Mapping

from msgspec import Struct
from msgspec.structs import replace

from termwise.report.charts.canvas.elements import Anchor, Drawing, Element, Group, Path, Text
from termwise.report.charts.canvas.metrics import width
from termwise.report.charts.canvas.paths import square
from termwise.report.charts.canvas.scale import amount
from termwise.report.charts.canvas.sheet import BODY, SMALL, Sheet, cut
from termwise.report.charts.canvas.text import wrapped
from termwise.report.charts.canvas.theme import SERIES, Token
from termwise.report.charts.look import Look
from termwise.report.charts.picture import Picture
from termwise.report.charts.series import finite
from termwise.report.charts.subject import Subject

_TALL, _NODE, _AIR = 280.0, 8.0, 10.0
_THICK = 18.0
"""A clause's bar from which on its name stands beside it."""


class Flow(Struct, frozen=True):
    """What one party pays another under a clause; `amount` is finite and not below zero, ValueError otherwise."""

    payer: str
    clause: str
    payee: str
    amount: float
    subject: Subject | None = None

    def __post_init__(self) -> None:
        finite(self.clause, self.amount)
        if self.amount < 0:
            raise ValueError(f"{self.clause}: what flows is not below zero")


class LedgerSankey(Picture, frozen=True, kw_only=True):
    """The ledger's movements in `unit`, summed; parties and clauses stand in the order of their amounts.

    `subjects` says what the names in the flows are names of, for links.
    """

    unit: str
    flows: tuple[Flow, ...]
    subjects: Mapping[str, Subject] = {}

    def drawn(self, look: Look) -> Drawing:
        """Payers at the left, clauses in the middle, payees at the right; a band is as thick as its amount."""
        sheet = Sheet(look)
        total = sum(flow.amount for flow in self.flows)
        sheet.head(self.title, f"{self.unit}: payers, clauses, payees; {amount(total, self.unit)} in all")
        flows = [flow for flow in self.flows if flow.amount > 0]
        if flows:
            _River(sheet, flows, self).draw()
        else:
            sheet.paragraph("Nothing to draw: no money moves.")
        return sheet.finished(self.title, self.summary, self.note)


class _Node(Struct):
    """A bar of one column; `filled` is how far its bands have taken it, on either side."""

    name: str
    total: float
    top: float
    filled_left: float = 0.0
    filled_right: float = 0.0


class _River:
    """The nodes and bands of one chart."""

    def __init__(self, sheet: Sheet, flows: list[Flow], chart: LedgerSankey) -> None:
        self._sheet, self._unit, self._subjects = sheet, chart.unit, chart.subjects
        self._narrow = sheet.look.narrow
        payers = _totals((flow.payer, flow.amount) for flow in flows)
        rank = {name: place for place, name in enumerate(payers)}
        self._flows = sorted(flows, key=lambda flow: (rank[flow.payer], -flow.amount, flow.clause))
        clauses = _totals((flow.clause, flow.amount) for flow in self._flows)
        ordered = {name: clauses[name] for name in dict.fromkeys(flow.clause for flow in self._flows)}
        payees = _totals((flow.payee, flow.amount) for flow in flows)
        self._scale = _TALL / sum(payers.values())
        self._above = 47.0 if self._narrow else 0.0
        parties = dict.fromkeys([*payers, *payees])
        self._tones: dict[str, Token] = {name: SERIES[n % len(SERIES)] for n, name in enumerate(parties)}
        side = 0.0 if self._narrow else self._gutter([*payers.items(), *payees.items()])
        self._side = side
        middle = 0.5 if self._narrow else 0.36
        self._x = (side, side + (sheet.width - 2 * side - _NODE) * middle, sheet.width - side - _NODE)
        columns = (payers, ordered, payees)
        heights = [
            sum(self._slot(total, place == 1) for total in column.values()) for place, column in enumerate(columns)
        ]
        self._tallest = max(heights)
        self._columns = [
            self._column(column, height, place == 1)
            for place, (column, height) in enumerate(zip(columns, heights, strict=True))
        ]

    def _gutter(self, parties: Iterable[tuple[str, float]]) -> float:
        """Room beside the outer bars for names and amounts."""
        names, amounts = 0.0, 0.0
        for name, total in parties:
            names = max(names, width(name, BODY, bold=True))
            amounts = max(amounts, width(amount(total, self._unit), SMALL))
        return max(min(names, self._sheet.width * 0.22 - 12), amounts) + 12

    def _slot(self, total: float, middle: bool) -> float:
        tall = max(total * self._scale, 1.0)
        if self._narrow:
            return self._above + tall + _AIR
        if middle:
            return (tall if tall >= _THICK else tall + 17) + _AIR
        return max(tall, 30.0) + _AIR

    def _column(self, totals: Mapping[str, float], height: float, middle: bool) -> dict[str, _Node]:
        """Nodes from the top down, the column in the middle of the height; names of thin bars need room above them."""
        y = self._sheet.y + 8 + (self._tallest - height) / 2
        nodes = {}
        for name, total in totals.items():
            slot = self._slot(total, middle)
            spare = slot - _AIR - max(total * self._scale, 1.0)
            nodes[name] = _Node(name, total, y + (spare / 2 if not middle and not self._narrow else spare))
            y += slot
        return nodes

    def draw(self) -> None:
        for flow in self._flows:
            self._band(flow)
        for place, column in enumerate(self._columns):
            for node in column.values():
                self._node(place, node)
        self._sheet.y += self._tallest + 12

    def _band(self, flow: Flow) -> None:
        payer, clause, payee = (
            self._columns[place][name] for place, name in enumerate((flow.payer, flow.clause, flow.payee))
        )
        thick = flow.amount * self._scale
        start, end = payer.top + payer.filled_right, payee.top + payee.filled_left
        into, out = clause.top + clause.filled_left, clause.top + clause.filled_right
        payer.filled_right += thick
        payee.filled_left += thick
        clause.filled_left += thick
        clause.filled_right += thick
        left, middle, right = self._x
        d = _ribbon(left + _NODE, start, middle, into, thick) + _ribbon(middle + _NODE, out, right, end, thick)
        tip = f"{flow.payer} pays {flow.payee} {amount(flow.amount, self._unit)} under {flow.clause}"
        band = Path(d, fill=self._tones[flow.payer], strength=0.35)
        self._sheet.add(Group((band,), flow.subject, tip, minor=True))

    def _node(self, place: int, node: _Node) -> None:
        sheet, tall = self._sheet, max(node.total * self._scale, 1.0)
        x = self._x[place]
        tone: Token = "ink" if place == 1 else self._tones[node.name]
        sheet.add(Path(square(x, node.top, _NODE, tall), fill=tone))
        figure = amount(node.total, self._unit)
        members = self._beside(place, node, tall, figure) if not self._narrow else self._over(place, node, figure)
        done = ("pays", "moves", "receives")[place]
        sheet.about(self._subjects.get(node.name), f"{node.name} {done} {figure}", *members)

    def _beside(self, place: int, node: _Node, tall: float, figure: str) -> list[Element]:
        """Name and amount: of a party outside of its bar; of a clause right of its bar, above where it is thin."""
        x, middle = self._x[place], node.top + tall / 2
        if place == 1:
            y = middle + 4 if tall >= _THICK else node.top - 4
            left = x + _NODE + 6
            room = self._x[2] - left - 20 - width(figure, BODY)
            return [replace(cut(Text(left, y, node.name), room), aside=figure)]
        anchor: Anchor = "end" if place == 0 else "start"
        at = x - 8 if place == 0 else x + _NODE + 8
        name = cut(Text(at, middle - 1, node.name, anchor=anchor, bold=True), self._side - 10)
        return [name, Text(at, middle + 13, figure, SMALL, anchor, "muted")]

    def _over(self, place: int, node: _Node, figure: str) -> list[Element]:
        """Name (on two lines) and amount above the bar, within a third of the width."""
        anchors: tuple[Anchor, ...] = ("start", "middle", "end")
        anchor = anchors[place]
        x = (0.0, self._x[1] + _NODE / 2, self._sheet.width)[place]
        lines = wrapped(node.name, SMALL, self._sheet.width / 3 - 8, most=2)
        y = node.top - 18 - 13 * (len(lines) - 1)
        names = [Text(x, y + 13 * number, line, SMALL, anchor) for number, line in enumerate(lines)]
        return [*names, Text(x, node.top - 5, figure, SMALL, anchor, "muted")]


def _totals(named: Iterable[tuple[str, float]]) -> dict[str, float]:
    """Sums by name, the largest first; of equal ones the first met."""
    found: dict[str, float] = {}
    for name, value in named:
        found[name] = found.get(name, 0.0) + value
    return dict(sorted(found.items(), key=lambda pair: -pair[1]))


def _ribbon(x: float, y: float, to_x: float, to_y: float, thick: float) -> str:
    """A band that leaves and arrives level."""
    bend = (x + to_x) / 2
    thick = max(thick, 0.6)
    return (
        f"M{x:.1f} {y:.1f}C{bend:.1f} {y:.1f} {bend:.1f} {to_y:.1f} {to_x:.1f} {to_y:.1f}v{thick:.1f}"
        f"C{bend:.1f} {to_y + thick:.1f} {bend:.1f} {y + thick:.1f} {x:.1f} {y + thick:.1f}Z"
    )
