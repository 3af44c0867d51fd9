"""Acts: what a party may, must or must not do.

Verbs are a closed set in two classes. A *property* verb on an asset that belongs to somebody
needs a grant from its owner. A *conduct* verb is free unless a clause forbids it.
"""

from typing import Literal

from msgspec import Struct

from termwise.base.source import Span

PROPERTY_VERBS: dict[str, str] = {
    "use": "make use of for oneself",
    "host": "run on one's own infrastructure",
    "integrate": "build into one's own products",
    "distribute": "pass on to others",
    "sublicense": "let others have the same right",
    "modify": "make derivative works of",
    "access": "see and consult",
}
"""Verbs that need a grant when the asset belongs to somebody else."""

CONDUCT_VERBS: dict[str, str] = {
    "buy": "acquire against money",
    "sell": "give against money",
    "invest": "put capital in",
    "build": "construct or create",
    "hire": "employ",
    "convert": "change one's legal form",
    "develop": "work on",
    "pursue": "aim at",
    "disclose": "make known to others",
    "deliver": "hand over",
    "pay": "move money",
    "advance": "further",
    "support": "keep working",
    "provide": "make available",
    "protect": "keep safe or confidential",
    "report": "tell regularly",
    "operate": "run",
    "launch": "bring to market",
    "market": "promote",
    "publish": "make public",
    "offer": "put on sale",
    "merge": "combine with another company",
    "acquire": "take over",
    "transfer": "pass ownership of",
    "assign": "pass one's place in the contract",
    "compete": "offer what the other offers",
    "list": "admit shares to trading",
    "issue": "create shares",
    "approve": "consent to",
    "consult": "ask before acting",
    "notify": "tell of an event",
    "maintain": "keep up",
    "appoint": "name to a seat",
    "terminate": "end",
    "declare": "state formally",
    "suspend": "halt for a time",
    "resume": "take up again",
    "waive": "give up",
    "exercise": "use a right",
    "deploy": "put into operation",
    "supply": "provide regularly",
    "bid": "make an offer for",
    "solicit": "approach somebody's people or customers",
}
"""Verbs that are free unless a clause forbids them."""

VERBS: frozenset[str] = frozenset(PROPERTY_VERBS) | frozenset(CONDUCT_VERBS)

Relation = Literal["from", "to", "on", "with", "in"]
"""How an act names its counterparty or venue: buy *from*, sell *to*, sell *on* a platform, invest *in*."""


class Act(Struct, frozen=True, tag="act"):
    """One act: who does what to which asset, with whom, for which field, in which territory.

    `asset`, `counterparty`, `field` and `territory` are declared names, or None for "any".
    """

    actor: str
    verb: str
    asset: str | None = None
    relation: Relation | None = None
    counterparty: str | None = None
    field: str | None = None
    territory: str | None = None
    span: Span | None = None
