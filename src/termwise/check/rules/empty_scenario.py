"""A scenario that pins nothing is the plain deal, or the scenario that it extends, under another name."""

from collections.abc import Iterable

from termwise.base.diagnostic import Diagnostic, warning
from termwise.check.rule import Rule, Subject
from termwise.model.declaration import Scenario


def _run(subject: Subject) -> Iterable[Diagnostic]:
    return (_empty(scenario) for scenario in subject.deal.scenarios if not scenario.pins)


def _empty(scenario: Scenario) -> Diagnostic:
    as_what = f"the same as `{scenario.extends}`" if scenario.extends else "the deal as it stands"
    return warning(
        "empty-scenario",
        f"`{scenario.name}` pins nothing: it is {as_what}",
        scenario.name_span or scenario.span,
        "pin an event (`ipo on 2027-06-30`, `ipo never`) or a driver (`revenue grows 10% per year`)",
    )


RULE = Rule("empty-scenario", "a scenario that pins nothing", _run)
