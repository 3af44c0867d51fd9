"""A handle: one number or day of a deal that can be moved, how far, and in which steps."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Literal

from msgspec import Struct

from termwise.base.source import Span
from termwise.model.expression import Quantity
from termwise.model.text import quantity_text

Kind = Literal["growth", "variation", "level", "day", "chance", "term"]
"""How a driver grows or varies, where it stays, when an event happens, how likely it is; an open term of a clause."""

KINDS: tuple[Kind, ...] = ("growth", "variation", "level", "day", "chance", "term")

Setting = Decimal | date | None
"""Where a handle stands: a number in the handle's unit (27 % is 0.27), or a day of an event; None is never."""

Settings = Mapping[str, Setting]
"""Where handles stand, by key. What is not among them is as declared."""


_MOST_DIGITS = 24
"""Before the point or in all: so much can be said in a scenario, where a number has 30 digits and shares are in %."""


class UnknownSettingError(ValueError):
    """A key that is no handle's, or a value that its handle cannot have; the message says which, and what it can."""


class Handle(Struct, frozen=True):
    """One number or day that can be moved.

    `name` is what is declared: a driver, an event, a clause; `span` is where. `key` names the handle among all.
    Numbers go from `low` to `high` by `step`, in `unit` (a currency, a unit of the language, "%") and `per` time, or
    are one of `options`; days go from `low` to `high` by whole days, and may be never. `current` is where it stands
    before it is moved: what is declared, and of what is `uncertain` the middle; a day that is open has none.
    `declared` says it in the words of the deal, `line` is the scenario's line for `current`.
    """

    key: str
    kind: Kind
    name: str
    label: str
    unit: str
    per: str | None
    low: Decimal | date
    high: Decimal | date
    step: Decimal
    current: Setting
    declared: str
    line: str
    uncertain: bool = True
    options: tuple[Decimal, ...] = ()
    span: Span | None = None

    @property
    def is_day(self) -> bool:
        """Whether a day is moved, not a number."""
        return self.kind == "day"


def checked(handle: Handle, setting: Setting) -> Setting:
    """The setting itself. Raises `UnknownSettingError` when the handle cannot stand there.

    Numbers beyond the ends are allowed where they make sense: the ends are those of a slider.
    """
    if handle.is_day:
        if isinstance(setting, Decimal):
            raise UnknownSettingError(f"`{handle.key}` is set to a day or to never, not to a number")
        if setting is not None and not handle.low <= setting:  # type: ignore[operator]
            raise UnknownSettingError(f"`{handle.key}` cannot be before {handle.low}: what was known then is known")
        return setting
    if not isinstance(setting, Decimal) or not setting.is_finite():
        raise UnknownSettingError(f"`{handle.key}` is set to a number")
    if max(abs(setting.adjusted()), len(setting.as_tuple().digits)) > _MOST_DIGITS:
        raise UnknownSettingError(f"`{handle.key}` is set to a number of at most {_MOST_DIGITS} digits")
    least = {"growth": Decimal(-1), "variation": Decimal(0), "chance": Decimal(0)}.get(handle.kind)
    if least is not None and setting < least:
        raise UnknownSettingError(f"`{handle.key}` cannot be below {number_text_of(handle, least)}")
    if handle.kind == "chance" and setting > 1:
        raise UnknownSettingError(f"`{handle.key}` cannot be above 100%")
    return setting


def read_setting(handle: Handle, text: str) -> Setting:
    """A setting from text: `2028-06-30`, `never`, or a plain number in the handle's unit, 27 % being `0.27`.

    Raises `UnknownSettingError`.
    """
    text = text.strip()
    if handle.is_day:
        if text == "never":
            return None
        try:
            return checked(handle, date.fromisoformat(text))
        except ValueError as fault:
            if isinstance(fault, UnknownSettingError):
                raise
            raise UnknownSettingError(f"`{text}` is no day: write `2028-06-30`, or `never`") from None
    try:
        return checked(handle, Decimal(text))
    except InvalidOperation:
        raise UnknownSettingError(f"`{text}` is no number") from None


def setting_text(handle: Handle, setting: Setting, currency: str | None = None) -> str:
    """A setting in the words of the language: `40% per year`, `400bn`, `2028-06-30`, `never`."""
    if isinstance(setting, Decimal):
        return number_text_of(handle, setting, currency)
    return "never" if setting is None else str(setting)


def number_text_of(handle: Handle, number: Decimal, currency: str | None = None) -> str:
    """A number in the handle's unit, in the language."""
    return quantity_text(quantity_of(handle, number), currency)


def quantity_of(handle: Handle, number: Decimal) -> Quantity:
    """A number in the handle's unit, as the model has it."""
    return Quantity(number, handle.unit, handle.per)
