"""Sliders: what can be moved, what a page has moved, and the same as a scenario of the text."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from itertools import count

from msgspec import Struct

from termwise.session.what_if import (
    Handle,
    Setting,
    UnknownSettingError,
    WhatIf,
    read_setting,
    scenario_text,
    setting_text,
)
from termwise.web.asked import Looking, Seen, Settings, Supposing, seen
from termwise.web.desk import Desk
from termwise.web.refusal import invalid
from termwise.web.render import fragment


class Sliders(Struct, frozen=True):
    """The sliders of a view, as HTML, and how many there are."""

    html: str
    number: int


class Group(Struct, frozen=True):
    """The sliders of one driver, or of all events: `kind` and `name` are what the legend explains."""

    kind: str
    name: str
    title: str
    rows: "tuple[Row, ...]"


class Row(Struct, frozen=True):
    """One slider. Of a day all numbers count days from the first of the year 1, and the last is never; of options they
    count options from 0.
    """

    handle: Handle
    label: str
    low: str
    high: str
    step: str
    at: str
    words: str
    declared: str


class Supposed(Struct, frozen=True):
    """A scenario that says what the sliders say: the file it belongs in, its lines, and that file's text with it."""

    file: str
    block: str
    text: str
    name: str


def what_if(looked: Seen) -> WhatIf:
    """The what-if of a view; made once for a text and a view."""
    return looked.snapshot.kept(("what if", looked.view), lambda: WhatIf(looked.session, looked.view))


def settings_of(handles: tuple[Handle, ...], settings: Settings) -> dict[str, Setting]:
    """What is set, read. Raises `Refusal` (422) for what no handle can have."""
    by_key = {handle.key: handle for handle in handles}
    found: dict[str, Setting] = {}
    for key, text in settings.items():
        if key not in by_key:
            raise invalid(f"nothing that can be moved is called `{key}`")
        try:
            found[key] = _in_reach(by_key[key], read_setting(by_key[key], text))
        except UnknownSettingError as fault:
            raise invalid(str(fault)) from None
    return found


_FINEST = -12
"""The power of ten of the smallest step a slider may have."""


def _in_reach(handle: Handle, setting: Setting) -> Setting:
    """A setting that a slider can be moved to. Raises `Refusal` (422) for one beyond its ends or too fine."""
    if setting is None:
        return None
    beyond = not handle.low <= setting <= handle.high  # type: ignore[operator]  # a day between days, else numbers
    exponent = setting.as_tuple().exponent if isinstance(setting, Decimal) else 0
    if beyond or not isinstance(exponent, int) or exponent < _FINEST:
        ends = f"{setting_text(handle, handle.low)} to {setting_text(handle, handle.high)}"
        raise invalid(f"`{handle.key}` goes from {ends} here")
    return setting


def sliders(desk: Desk, asked: Looking) -> Sliders:
    """Everything that can be moved under the view, by what it belongs to."""
    looked = seen(desk, asked)
    handles = what_if(looked).handles
    events = {event.name: event.words for event in looked.session.timeline(looked.view).events}
    html = fragment("sliders", groups=_groups(handles, looked.session.deal.currency, events))
    return Sliders(html, len(handles))


def suppose(desk: Desk, asked: Supposing) -> Supposed:
    """The sliders as a scenario, to be shown before anything is written. Raises `Refusal` (422)."""
    looked = seen(desk, asked)
    if not asked.settings:
        raise invalid("nothing is moved, so there is nothing to save")
    block = _block(looked, asked.settings, asked.name, asked.title)
    main = looked.snapshot.files[0]
    return Supposed(main.name, block, _appended(main.text, block), asked.name)


def as_moved(desk: Desk, looked: Seen, settings: Settings) -> Seen:
    """The same view with the sliders in it: the text with a scenario that says what they say."""
    if not settings:
        return looked
    taken = {scenario.name for scenario in looked.session.deal.scenarios}
    name = next(name for n in count(1) if (name := f"sliders_{n}") not in taken)
    block = _block(looked, settings, name, "")
    main = looked.snapshot.files[0]
    drafts = {file.name: file.text for file in looked.snapshot.files}
    snapshot = desk.read(drafts | {main.name: _appended(main.text, block)})
    if not snapshot.session.usable:
        first = next(one for one in snapshot.session.diagnostics if one.severity == "error")
        raise invalid(f"what is set makes no sense together: {first.message}")
    view = snapshot.session.view(known_by=looked.view.known_by, lowest=looked.view.lowest, scenario=name)
    return Seen(snapshot, view, looked.day, len(settings), looked.view.scenario)


def _block(looked: Seen, settings: Settings, name: str, title: str) -> str:
    """The lines of a scenario. A title is put behind its name."""
    found = settings_of(what_if(looked).handles, settings)
    try:
        block = scenario_text(name, found, looked.session.deal, looked.view.scenario)
    except UnknownSettingError as fault:
        raise invalid(str(fault)) from None
    if title.strip():
        head, _, rest = block.partition("\n")
        words = " ".join(title.split()).replace("\\", "\\\\").replace('"', '\\"')
        first, _, extends = head.partition(" extends ")
        block = f'{first} "{words}"{f" extends {extends}" if extends else ""}\n{rest}'
    return block


def _appended(text: str, block: str) -> str:
    """The text with a block after its end, an empty line between."""
    return f"{text.rstrip()}\n\n{block}" if text.strip() else block


def _groups(handles: tuple[Handle, ...], currency: str, events: Mapping[str, str]) -> tuple[Group, ...]:
    found: dict[tuple[str, str], list[Handle]] = {}
    for handle in handles:
        found.setdefault(_owner(handle), []).append(handle)
    titles = {(kind, name): rows[0].label.partition(": ")[0] for (kind, name), rows in found.items()}
    titles[("event", "")] = "Events"
    return tuple(
        Group(kind, name, titles[kind, name], tuple(_row(one, currency, events) for one in rows))
        for (kind, name), rows in found.items()
    )


def _owner(handle: Handle) -> tuple[str, str]:
    match handle.kind:
        case "day" | "chance":
            return "event", ""
        case "term":
            return "clause", handle.name
        case "growth" | "variation" | "level":
            return "driver", handle.name


def _row(handle: Handle, currency: str, events: Mapping[str, str]) -> Row:
    declared = handle.declared or events.get(handle.name, "")
    if isinstance(handle.low, date) and isinstance(handle.high, date):
        low, high = handle.low.toordinal(), handle.high.toordinal()
        at = handle.current.toordinal() if isinstance(handle.current, date) else (low + high) // 2
        words = str(handle.current) if isinstance(handle.current, date) else "open"
        return Row(handle, handle.label, str(low), str(high + 1), "1", str(at), words, declared)
    label = handle.label if handle.kind == "chance" else handle.label.partition(": ")[2] or handle.label
    words = "" if handle.current is None else setting_text(handle, handle.current, currency)
    if handle.options:
        at = min(range(len(handle.options)), key=lambda n: abs(handle.options[n] - Decimal(str(handle.current))))
        return Row(handle, label, "0", str(len(handle.options) - 1), "1", str(at), words, declared)
    return Row(handle, label, str(handle.low), str(handle.high), str(handle.step), str(handle.current), words, declared)
