"""What a part of a chart is about, so that a page can link it to its explanation."""

from typing import Literal

from msgspec import Struct

Kind = Literal["clause", "figure", "event", "driver", "amendment", "party"]


class Subject(Struct, frozen=True):
    """What a bar, a line or a figure is about.

    `name` is that of a clause, an event, a driver, an amendment or a party of the deal; of a "figure" it is what
    `termwise explain` takes (`revenue_share in 2027`).
    """

    kind: Kind
    name: str
