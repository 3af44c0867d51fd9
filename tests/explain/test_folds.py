"""One fold tells what each text changed, where that is what a fold of its own would tell."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from termwise.explain.history import ValueChange, history
from termwise.explain.succession import Superseding
from termwise.model.amendment import AddClause, Amendment, ChangeClause, EndClause, Patch, Status
from termwise.model.deal import Deal
from termwise.model.moment import On
from termwise.view.fold import consolidate
from termwise.view.view import View
from tests.explain.small_deal import RIGHTS, small_deal, through

FIRST = date(2024, 1, 1)

patches: st.SearchStrategy[Patch] = st.one_of(
    st.integers(0, 3).map(
        lambda year: ChangeClause("rights", qualifiers=through(date(2032 + year, 1, 1)), said=("end",))
    ),
    st.just(EndClause("rights")),
    st.just(AddClause(RIGHTS)),
)
days = st.integers(0, 30).map(lambda count: FIRST + timedelta(count))
statuses: st.SearchStrategy[Status] = st.sampled_from(["rumoured", "non-binding", "binding", "withdrawn"])


@st.composite
def deals(draw: st.DrawFn) -> Deal:
    names = [f"a{number}" for number in range(draw(st.integers(1, 6)))]
    return small_deal(
        *(
            Amendment(
                name,
                "signed",
                draw(days),
                draw(statuses),
                known=draw(st.none() | days),
                effective=draw(st.none() | days.map(On)),
                withdraws=draw(st.sampled_from([(), (), (), ("a0",)])) if name != "a0" else (),
                patches=tuple(draw(st.lists(patches, min_size=1, max_size=2))),
            )
            for name in names
        )
    )


@given(deals())
def test_what_changed_is_what_a_fold_of_its_own_tells(deal: Deal) -> None:
    amendments = {amendment.name: amendment for amendment in deal.amendments}
    for row in history(deal, "rights"):
        if row.text is None or row.status == "withdrawn" or row.what != "changed":
            assert row.changes == ()
            continue
        own = consolidate(deal, View(amendments[row.text].known_from, row.status)).clause("rights")
        assert row.changes == tuple(
            ValueChange(blame.path, blame.before, blame.after)
            for version in (own.versions if own else ())
            if version.amendment == row.text
            for blame in version.blame
            if blame.amendment == row.text and not blame.path.startswith(("sources", "says"))
        )


def test_of_texts_of_one_strength_the_first_in_effect_is_named() -> None:
    many = [
        Amendment(
            f"a{number}",
            "signed",
            FIRST + timedelta(number),
            "binding",
            patches=(ChangeClause("rights", qualifiers=through(date(2032 + number, 1, 1)), said=("end",)),),
        )
        for number in range(4)
    ]
    rows = history(small_deal(*many), "rights")
    assert [row.superseded for row in rows[:-1]] == [(Superseding(f"a{number}", ("end",)),) for number in range(4)]
    assert [row.supersedes for row in rows[1:]] == [("the original text",), ("a0",), ("a1",), ("a2",)]
