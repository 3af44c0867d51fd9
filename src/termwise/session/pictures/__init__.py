"""Pictures of a deal: its readings, runs and futures arranged into the charts of `report.charts`.

`pictures` are all that a report shows; `pictures_of` those of a simulation alone, made anew for every answer to a
slider; each kind of chart has its own function beside them.
"""

from termwise.session.pictures.pictures import history_picture, line_picture, pictures, pictures_of, tornado_picture

__all__ = ["history_picture", "line_picture", "pictures", "pictures_of", "tornado_picture"]
