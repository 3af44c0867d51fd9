"""Pictures of a deal: its readings, runs and futures arranged into the charts of `report.charts`.

`pictures` are all that a report shows; `pictures_of` those of a simulation alone, made anew for every answer to a
slider, as `pictures_at_rest` are; `picture` is one by its kind.
"""

from termwise.session.pictures.kinds import (
    KINDS,
    OF_FUTURES,
    WITHOUT_RUN,
    Drawn,
    Kind,
    NothingToDrawError,
    picture,
    usual_figure,
)
from termwise.session.pictures.pictures import (
    AT_REST,
    MOVING,
    histories,
    history_picture,
    line_picture,
    pictures,
    pictures_at_rest,
    pictures_of,
    tornado_picture,
)

__all__ = [
    "AT_REST",
    "KINDS",
    "MOVING",
    "OF_FUTURES",
    "WITHOUT_RUN",
    "Drawn",
    "Kind",
    "NothingToDrawError",
    "histories",
    "history_picture",
    "line_picture",
    "picture",
    "pictures",
    "pictures_at_rest",
    "pictures_of",
    "tornado_picture",
    "usual_figure",
]
