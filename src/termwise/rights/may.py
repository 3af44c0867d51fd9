"""`may`, three-valued: the verdict on one act on one day, before cases."""

from collections.abc import Mapping
from datetime import date

from termwise.model.act import Act
from termwise.model.declaration import Asset
from termwise.rights.asking import Asking
from termwise.rights.hearing import hear
from termwise.rights.judgement import Judgement, judge
from termwise.view.agreement import Agreement
from termwise.view.course import Tri


def judged(agreement: Agreement, act: Act, day: date) -> Judgement:
    """The judgement on an act on a day, in Kleene's logic."""
    return judge(act, hear(asking_on(agreement, day), act))


def may(agreement: Agreement, act: Act, day: date) -> Tri:
    """Whether an act is allowed on a day: what `standing.condition` takes to answer `PARTY may VERB …`."""
    return judged(agreement, act, day).truth


def asking_on(agreement: Agreement, day: date) -> Asking:
    """The agreement on a day, ready to be asked."""
    return Asking(agreement, day, _assets(agreement), may)


def _assets(agreement: Agreement) -> Mapping[str, Asset]:
    held = agreement.memo.held
    if "assets by name" not in held:
        held["assets by name"] = {asset.name: asset for asset in reversed(agreement.deal.assets)}
    kept = held["assets by name"]
    return kept if isinstance(kept, dict) else {}
