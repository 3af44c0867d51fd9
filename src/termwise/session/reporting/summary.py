"""The summary: what the deal is, how it came to be so, what it comes to, what is next, what is not known."""

from collections.abc import Iterator

from termwise.base.dates import day_before
from termwise.report.contents import AmendmentSaid, Calendar, Changes, Summary
from termwise.session.reporting.economics import money
from termwise.session.reporting.key_figures import key_figures
from termwise.session.reporting.material import Material
from termwise.session.reporting.unknown import open_events, undisclosed, untranslated
from termwise.session.reporting.wording import counted, day_prose, listed, sentence


def summary(found: Material, calendar: Calendar, changes: Changes, warnings: int) -> Summary:
    """Paragraphs and figures, in the order in which a board asks."""
    paragraphs = (
        " ".join(_what(found)),
        " ".join(_changed(changes)),
        " ".join(_comes_to(found)),
        " ".join(_next(calendar)),
        " ".join(_unknown(found, warnings)),
    )
    return Summary(tuple(words for words in paragraphs if words), key_figures(found))


def why_no_money(found: Material) -> str:
    """Why there are no figures; nothing where there are."""
    if found.money is None:
        return f"The deal cannot be run in figures: {found.why_not}."
    if found.money.moves:
        return ""
    left_out = [f"`{one.name}`: {one.why}" for one in found.money.exact.left_out]
    if left_out:
        return f"No money can be followed under this text ({'; '.join(left_out)})."
    return "No money moves under this text and nobody holds shares by it."


def _what(found: Material) -> Iterator[str]:
    """Who, from when to when, and how much of it counts today."""
    deal, shown = found.session.deal, found.shown
    names = [party.full_name for party in deal.parties]
    yield (
        f"{deal.title}: {counted(len(deal.clauses) + _added(found), 'clause')} between {listed(names)}, from "
        f"{day_prose(deal.start)} through {day_prose(day_before(deal.end))}."
    )
    states = {group.state: len(group.clauses) for group in shown.groups}
    counts = [
        f"{counted(states.get('in force', 0), 'clause')} {'is' if states.get('in force') == 1 else 'are'} in force"
    ]
    if states.get("open"):
        counts.append(f"{counted(states['open'], 'hangs', 'hang')} on something open")
    if states.get("not yet", 0) + states.get("pending", 0):
        ahead = states.get("not yet", 0) + states.get("pending", 0)
        counts.append(f"{counted(ahead, 'has', 'have')} still to begin")
    if states.get("ended"):
        counts.append(f"{counted(states['ended'], 'has', 'have')} ended")
    yield f"On {day_prose(found.view.known_by)}, {_counts(found)}, {listed(counts, 6)}."


def _added(found: Material) -> int:
    return len(found.clauses) - sum(one.name in found.clauses for one in found.session.deal.clauses)


def _counts(found: Material) -> str:
    lowest = found.view.lowest
    text = "by binding text alone" if lowest == "binding" else f"counting {lowest} text and stronger"
    return text if found.view.scenario is None else f"{text}, in the scenario `{found.view.scenario}`"


def _changed(changes: Changes) -> Iterator[str]:
    """The last text that binds, and how many are kept apart."""
    last = [said for said in changes.binding if said.amendment.fate == "in effect"]
    if last:
        latest = last[-1]
        yield (
            f"The text has been changed by {counted(len(last), 'binding amendment')}, last by "
            f"“{latest.amendment.title or latest.amendment.name}”, {latest.amendment.dating} on "
            f"{day_prose(latest.amendment.dated)}{_touched(latest)}."
        )
    else:
        yield "No binding amendment has changed the text."
    apart = [
        counted(len(found), one, many)
        for found, one, many in (
            (changes.not_binding, "text that does not bind", "texts that do not bind"),
            (changes.hearsay, "report or rumour", "reports and rumours"),
        )
        if found
    ]
    if apart:
        yield sentence(
            f"{listed(apart)} {'is' if apart[0].startswith('one') and len(apart) == 1 else 'are'} kept apart"
        )


def _touched(said: AmendmentSaid) -> str:
    names = [f"`{story.clause}`" for story in said.clauses]
    return f", which concerns {listed(names)}" if names else ""


def _comes_to(found: Material) -> Iterator[str]:
    """What money does, in one or two sentences."""
    if found.money is None or not found.money.moves:
        yield why_no_money(found)
        return
    told = found.money.told
    by_size = sorted(told.parties, key=lambda row: -abs(row.net.mean.value))[:2]
    parts = []
    for row in by_size:
        verb = "receives" if row.net.mean.value >= 0 else "pays"
        against = "more than it pays" if row.net.mean.value >= 0 else "more than it receives"
        ends = sorted((abs(row.net.low.value), abs(row.net.high.value)))
        sure = row.net.low.value == row.net.high.value
        spread = "" if sure else f" (nine futures in ten between {money(ends[0])} and {money(ends[1])})"
        amount = money(abs(row.net.mean.value))
        parts.append(
            f"{found.full_name(row.party)} {verb} {amount} {told.currency} {against} by the end of the deal{spread}"
        )
    if parts:
        yield f"On average over {told.paths:,} simulated futures, {' and '.join(parts)}."
    if any(row.undisclosed for row in told.parties):
        yield "These figures rest on numbers that are not public and are drawn from what is believed of them."


def _next(calendar: Calendar) -> Iterator[str]:
    """The next dated line that somebody must act on, and the next end."""
    due = [line for line in calendar.next_year if line.kind in ("due", "cure", "notice", "window", "long-stop")]
    if due and due[0].kind == "due" and due[0].clause:
        together = list(dict.fromkeys(f"`{line.clause}`" for line in due if line.on == due[0].on and line.clause))
        fall = "falls" if len(together) == 1 else "fall"
        yield f"Next on the calendar is {day_prose(due[0].on)}, when {listed(together)} {fall} due."
    elif due:
        yield f"Next on the calendar is {day_prose(due[0].on)}: {due[0].what.rstrip('.')}."
    ends = [line for line in (*calendar.next_year, *calendar.later) if line.kind in ("ends", "expires") and line.clause]
    if ends:
        yield f"The first term to run out is `{ends[0].clause}`, on {day_prose(ends[0].on)}."


def _unknown(found: Material, warnings: int) -> Iterator[str]:
    """How much is not known, and what `check` says."""
    kinds = [
        counted(number, one, many)
        for number, one, many in (
            (len(undisclosed(found)), "agreed number is not public", "agreed numbers are not public"),
            (len(untranslated(found)), "passage stays in its own words", "passages stay in their own words"),
            (len(open_events(found)), "event is open", "events are open"),
        )
        if number
    ]
    if kinds:
        yield sentence(listed(kinds))
    yield (
        sentence(f"`termwise check` has {counted(warnings, 'warning')}")
        if warnings
        else ("`termwise check` finds nothing to warn of.")
    )
