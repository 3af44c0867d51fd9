"""Business-day calendars by name: `weekdays`, a country (`US`, `GB`, `US-NY`) or a market (`NYSE`, `TARGET`).

The dates come from the `holidays` package, which is imported only when a named calendar is asked for.
"""

from datetime import date

from termwise.base.dates import IsBusinessDay, weekday

WEEKDAYS = "weekdays"
"""The calendar that goes without saying: Monday to Friday."""

_ALIASES = {"TARGET": "XECB", "ECB": "XECB"}


class UnknownCalendarError(ValueError):
    """No business-day calendar has this name."""


def calendar_names() -> frozenset[str]:
    """Every name that `business_days` accepts; a subdivision of a country is `US-NY`."""
    from holidays import list_supported_countries, list_supported_financial  # noqa: PLC0415 - heavy, seldom needed

    countries = list_supported_countries()
    parts = (f"{country}-{part}" for country, subdivisions in countries.items() for part in subdivisions)
    return frozenset([WEEKDAYS, *countries, *parts, *list_supported_financial(), *_ALIASES])


def is_calendar(name: str) -> bool:
    """Whether `business_days` accepts this name. Loads the holidays package unless it is `weekdays`."""
    return name == WEEKDAYS or name in calendar_names()


def business_days(name: str) -> IsBusinessDay:
    """Whether a day is a business day in the calendar of this name.

    Raises `UnknownCalendarError` when there is no such calendar.
    """
    if name == WEEKDAYS:
        return weekday
    if not is_calendar(name):
        raise UnknownCalendarError(f"no business-day calendar is called `{name}`")
    from holidays import country_holidays, financial_holidays, list_supported_financial  # noqa: PLC0415 - as above

    known = _ALIASES.get(name, name)
    if known in list_supported_financial():
        calendar = financial_holidays(known)
    else:
        country, _, subdivision = known.partition("-")
        calendar = country_holidays(country, subdiv=subdivision or None)

    def is_business_day(day: date) -> bool:
        return day.weekday() not in calendar.weekend and day not in calendar

    return is_business_day
