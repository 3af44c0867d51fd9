"""What is left of a security after the transactions that take from it or end it."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from termwise.report.ocf.values import number, text

FAMILIES = ("STOCK", "WARRANT", "CONVERTIBLE", "EQUITY_COMPENSATION", "PLAN_SECURITY")
"""Kinds of securities, as their transactions name them."""
GRANTS = ("EQUITY_COMPENSATION", "PLAN_SECURITY")

_WHOLE = ("CONVERSION", "REISSUANCE", "CONSOLIDATION", "RETRACTION", "TRANSFER")
_IN_PART = ("CANCELLATION", "REPURCHASE", "EXERCISE", "RELEASE")

ENDINGS = frozenset(f"TX_{family}_{deed}" for family in FAMILIES for deed in (*_WHOLE, *_IN_PART)) - {
    "TX_CONVERTIBLE_CONVERSION"
}
"""Transactions after which a security is less or no more. What is kept of it may be issued anew, as a balance."""

_USES = frozenset(f"TX_{family}_{deed}" for family in GRANTS for deed in ("EXERCISE", "RELEASE"))


class Outstanding:
    """What the transactions of a package leave of its securities."""

    def __init__(self, items: Iterable[Mapping[str, Any]]) -> None:
        self._ended: set[str] = set()
        self._taken: dict[str, Decimal] = {}
        self._used: dict[str, Decimal] = {}
        for item in items:
            kind = text(item.get("object_type"))
            if kind in ENDINGS:
                self._take(kind, item)

    def _take(self, kind: str, item: Mapping[str, Any]) -> None:
        several = item.get("security_ids")
        named = [text(one) for one in (several if isinstance(several, list) else [item.get("security_id")])]
        amount = number(item.get("quantity"))
        for security in (one for one in named if one is not None):
            if kind.endswith(_IN_PART) and amount is not None and text(item.get("balance_security_id")) is None:
                self._taken[security] = self._taken.get(security, Decimal(0)) + amount
            else:
                self._ended.add(security)
            if kind in _USES and amount is not None:
                self._used[security] = self._used.get(security, Decimal(0)) + amount

    def of(self, item: Mapping[str, Any], issued: Decimal) -> Decimal:
        """How much of a security that `item` issued is left; 0 when it has ended."""
        security = text(item.get("security_id"))
        if security is None:
            return issued
        if security in self._ended:
            return Decimal(0)
        return max(issued - self._taken.get(security, Decimal(0)), Decimal(0))

    def used(self, item: Mapping[str, Any]) -> Decimal:
        """How much of a grant has become shares, and so is reserved no more."""
        return self._used.get(text(item.get("security_id")) or "", Decimal(0))
