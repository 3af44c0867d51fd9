"""Faults of names and of closed sets of words."""

from collections.abc import Iterable, Mapping

from termwise.base.diagnostic import Diagnostic, Related, error
from termwise.base.similar import did_you_mean
from termwise.base.source import Span
from termwise.elaborate.faults.wording import a, both, either, quoted, several
from termwise.syntax.instead import CURRENCY_WORDS
from termwise.syntax.tree import Name, Text


def _first_place(span: Span | None) -> tuple[Related, ...]:
    return () if span is None else (Related(span, "first declared here"),)


def duplicate_name(name: Name, kind: str, earlier_kind: str, earlier: Span | None) -> Diagnostic:
    """A name declared twice, or for things of two kinds."""
    if kind == earlier_kind:
        message = f"the {kind} `{name.text}` is declared twice"
    else:
        message = f"`{name.text}` is declared as {a(kind)} and is {a(earlier_kind)} already"
    return error("duplicate-name", message, name.span, "give each thing a name of its own", _first_place(earlier))


def dotted_name(name: Name, kind: str) -> Diagnostic:
    """A dot in the name of something that has no parts."""
    return error(
        "dotted-name",
        f"`{name.text}` has a dot, and {a(kind)} has no parts",
        name.span,
        f"only assets, fields and territories nest by dots; write `{name.text.replace('.', '_')}`",
    )


def missing_parent(name: Name, whole: str, kind: str, known: Iterable[str]) -> Diagnostic:
    """A dotted asset whose whole is declared nowhere."""
    return error(
        "missing-parent",
        f"`{name.text}` is part of `{whole}`, which is declared nowhere",
        name.span,
        did_you_mean(whole, (other for other in known if not other.startswith(f"{whole}.")))
        or f"declare `{kind} {whole}` as well",
    )


def parent_of_other_kind(name: Name, whole: str, kind: str, found: str) -> Diagnostic:
    """A dotted asset whose whole is something else."""
    return error(
        "missing-parent",
        f"`{name.text}` is part of `{whole}`, which is {a(found)} and not {a(kind)}",
        name.span,
        f"{a(kind)} can only be part of {a(kind)}" + (" or of a party" if kind == "asset" else ""),
    )


def unknown_name(name: Name, kinds: Iterable[str], known: Iterable[str], aliases: Mapping[str, str]) -> Diagnostic:
    """A name that nothing declared carries."""
    kinds = tuple(kinds)
    known = tuple(known)
    alias = aliases.get(name.text.lower())
    if name.text.lower() in known:
        advice: str | None = f"names are written as they are declared: `{name.text.lower()}`"
    elif alias is not None:
        advice = f"this is what people call `{alias}`; in sentences write `{alias}`"
    else:
        advice = did_you_mean(name.text, known) or f"declare it with `{kinds[0]} {name.text}`"
    return error("unknown-name", f"no {either(kinds)} is called `{name.text}`", name.span, advice)


def wrong_kind(
    name: Name, found: str, kinds: Iterable[str], declared: Span | None, advice: str | None = None
) -> Diagnostic:
    """A name of a thing of another kind than the place needs."""
    needed = either(a(kind) for kind in kinds)
    related = () if declared is None else (Related(declared, f"`{name.text}` is declared here"),)
    return error("wrong-kind", f"`{name.text}` is {a(found)}, and {needed} is needed here", name.span, advice, related)


def declared_as(kinds: Iterable[str], known: Iterable[str]) -> str:
    """What there is of these kinds, as far as it can be listed."""
    names, kinds = tuple(known), tuple(kinds)
    if not names:
        return f"no {either(kinds)} is declared yet: declare one with `{kinds[0]} NAME`"
    if len(names) == 1:
        return f"the only {either(kinds)} is `{names[0]}`"
    more = (f"{len(names) - 6} more",) if len(names) > 7 else ()
    shown = quoted(names[:6] if more else names)
    return f"the {both(several(kind) for kind in kinds)} are {both((*shown, *more))}"


def bought_from_asset(name: Name, owner: str | None, declared: Span | None) -> Diagnostic:
    """`buys compute from azure`, where azure is an asset."""
    if owner is None:
        advice = f"name the party behind it; a platform is said with `on {name.text}`"
    else:
        advice = f"`{name.text}` belongs to `{owner}`: write `{owner}`; a platform is said with `on {name.text}`"
    return wrong_kind(name, "asset", ("party",), declared, advice)


def unknown_verb(name: Name, verbs: Iterable[str]) -> Diagnostic:
    """A verb outside the closed set."""
    return error(
        "unknown-verb",
        f"`{name.text}` is not a verb of the language",
        name.span,
        did_you_mean(name.text, verbs) or "the verbs are a closed set, listed in the vocabulary",
    )


def unknown_function(name: Name, functions: Iterable[str]) -> Diagnostic:
    """A function outside the closed set."""
    functions = sorted(functions)
    return error(
        "unknown-function",
        f"`{name.text}` is not a function of the language",
        name.span,
        did_you_mean(name.text, functions) or f"there are {both(quoted(functions))}",
    )


def unknown_unit(name: Name, units: Iterable[str]) -> Diagnostic:
    """A unit that is neither a currency nor a unit of measure."""
    return error(
        "unknown-unit",
        f"`{name.text}` is not a currency or unit",
        name.span,
        did_you_mean(name.text, units)
        or "money is named by its ISO code, as `USD`; units are listed in the vocabulary",
    )


def unknown_time(name: Name) -> Diagnostic:
    """A word after `per` that is neither a time nor a unit."""
    return error(
        "unknown-unit",
        f"`per {name.text}` is not a rate",
        name.span,
        "write `per year`"
        if name.text in {"annum", "years"}
        else "after `per` stands day, month, quarter, year, or a unit such as share",
    )


def unknown_word(word: str, span: Span, what: str, known: Iterable[str]) -> Diagnostic:
    """A word outside a small closed set: a status, a basis, a calendar."""
    known = tuple(known)
    return error(
        "unknown-word",
        f"`{word}` is not {a(what)}",
        span,
        did_you_mean(word, known) or f"write {either(quoted(known))}",
    )


def no_currency(span: Span) -> Diagnostic:
    """Money without a currency in a deal without one."""
    return error(
        "no-currency",
        "this amount names no currency, and neither does the deal",
        span,
        "write `currency USD` under `deal`, or the currency after the amount",
    )


def same_party(name: Name, role: str, other: str) -> Diagnostic:
    """One party on both sides."""
    return error(
        "same-party",
        f"`{name.text}` is both {role} and {other}",
        name.span,
        "a clause binds one party towards another",
    )


def several_holders(span: Span) -> Diagnostic:
    """`A and B may use X`: a permission has one holder."""
    return error(
        "one-holder",
        "a permission is of one party",
        span,
        "write one clause for each party; only powers are held by `either A or B`",
    )


def no_holder(span: Span) -> Diagnostic:
    """`either may terminate` without saying who."""
    return error(
        "one-holder",
        "`either` does not say who may do this",
        span,
        "name the parties: `either microsoft or openai may terminate`",
    )


def alias_taken(alias: Text, owner: str) -> Diagnostic:
    """Another name that stands for something else already, or is itself declared."""
    declared = alias.text == owner
    return error(
        "duplicate-name",
        f"`{alias.text}` is declared as a name" if declared else f"`{alias.text}` stands for `{owner}` already",
        alias.span,
        "other names are for prose, and each stands for one thing",
    )


def circular(names: tuple[str, ...], what: str, span: Span | None) -> Diagnostic:
    """Things that are defined by each other."""
    way = both(quoted(names))
    message = f"the {what} {way} is defined by itself" if len(names) == 1 else f"the {what}s {way} hang on each other"
    return error("circular-definition", message, span, f"define one {what} without the others")


def holder_twice(name: Name, first: Span) -> Diagnostic:
    """One holder in two places of an allocation."""
    return error(
        "holder-twice",
        f"`{name.text}` receives twice",
        name.span,
        "add up what each holder receives",
        (Related(first, "first here"),),
    )


def prohibition_with_deadline(span: Span) -> Diagnostic:
    """`must not … by DATE`."""
    return error(
        "prohibition-with-deadline",
        "a prohibition has no deadline",
        span,
        "say how long it holds with `from`, `until` or `through` on a line of its own",
    )


def power_too_long(span: Span) -> Diagnostic:
    """A power whose act names a counterparty, field or territory."""
    return error(
        "power-too-long",
        "a power acts on one event, clause or asset and on nothing else",
        span,
        "leave the counterparty, field and territory out, or say what it brings about in lines under it",
    )


def unknown_currency(name: Name, currencies: Iterable[str]) -> Diagnostic:
    """A currency code that is none."""
    return error(
        "unknown-unit",
        f"`{name.text}` is not a currency",
        name.span,
        (f"write `{CURRENCY_WORDS[name.text]}`" if name.text in CURRENCY_WORDS else None)
        or did_you_mean(name.text.upper(), currencies)
        or "a currency is named by its ISO code, as `USD`",
    )


def unknown_calendar(name: Name, calendars: Iterable[str]) -> Diagnostic:
    """A business-day calendar that nobody keeps."""
    return error(
        "unknown-calendar",
        f"no business-day calendar is called `{name.text}`",
        name.span,
        did_you_mean(name.text, calendars) or "write `weekdays`, a country such as `US`, or a market such as `NYSE`",
    )
