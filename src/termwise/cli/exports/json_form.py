"""`.json`: the meaning of a deal, as `termwise schema` describes it."""

from termwise.cli.exports.form import Asked, Written
from termwise.model.json_form import to_json


def write(asked: Asked) -> Written:
    """The whole deal, whatever the view."""
    return Written(to_json(asked.session.deal))
