"""Whatever stands in the objects of a package, a deal that can be loaded comes of it, and never a fault of ours."""

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from termwise.model.text import deal_text
from termwise.session import of_deal
from termwise.session.from_cap_table import deal_of
from tests.report.test_ocf import with_items

KINDS = [
    *("STAKEHOLDER", "STOCK_CLASS", "STOCK_PLAN", "VALUATION", "TX_STOCK_ISSUANCE", "TX_CONVERTIBLE_ISSUANCE"),
    *("TX_WARRANT_ISSUANCE", "TX_EQUITY_COMPENSATION_ISSUANCE", "TX_STOCK_CLASS_SPLIT", "TX_STOCK_CANCELLATION"),
    *("TX_EQUITY_COMPENSATION_EXERCISE", "TX_STOCK_PLAN_POOL_ADJUSTMENT", "TX_CONVERTIBLE_CONVERSION"),
]
VALUES: st.SearchStrategy[Any] = st.one_of(
    st.sampled_from(
        ["ana", "class:common", "class:a", "security:i1", "i1", "OPTION", "SAFE", "NOTE", "PREFERRED", "EUR"]
    ),
    st.sampled_from(
        ["1", "-1", "0", "0.5", "9" * 30, "1e9", "", "2024-02-30", "0001-01-01", "9999-12-31", "2024-05-06"]
    ),
    st.sampled_from([None, 7, True, [], {}, [None]]),
)
MONEYS = st.one_of(
    VALUES, st.fixed_dictionaries({"amount": VALUES, "currency": st.sampled_from(["USD", "EUR", "XXX"])})
)
FIELDS: dict[str, st.SearchStrategy[Any]] = {
    **dict.fromkeys(
        ("id", "security_id", "custom_id", "stakeholder_id", "stock_class_id", "name", "seniority"), VALUES
    ),
    **dict.fromkeys(("quantity", "date", "class_type", "liquidation_preference_multiple", "stock_plan_id"), VALUES),
    **dict.fromkeys(("participation_cap_multiple", "initial_shares_reserved", "board_approval_date"), VALUES),
    **dict.fromkeys(("warrant_expiration_date", "convertible_type", "shares_reserved", "plan_name"), VALUES),
    **dict.fromkeys(("share_price", "investment_amount", "exercise_price"), MONEYS),
    "split_ratio": st.one_of(VALUES, st.fixed_dictionaries({"numerator": VALUES, "denominator": VALUES})),
    "conversion_triggers": st.one_of(
        VALUES,
        st.fixed_dictionaries(
            {
                "trigger_date": VALUES,
                "conversion_right": st.fixed_dictionaries(
                    {
                        "conversion_mechanism": st.fixed_dictionaries(
                            {
                                "conversion_discount": VALUES,
                                "conversion_valuation_cap": MONEYS,
                                "interest_rates": st.lists(st.fixed_dictionaries({"rate": VALUES}), max_size=2),
                            }
                        )
                    }
                ),
            }
        ).map(lambda trigger: [trigger]),
    ),
}
WELL: dict[str, Any] = {
    "stakeholder_id": "ana",
    "stock_class_id": "class:common",
    "quantity": "10",
    "date": "2024-05-06",
    "share_price": {"amount": "1", "currency": "USD"},
    "investment_amount": {"amount": "5", "currency": "USD"},
    "name": {"legal_name": "N"},
    "initial_shares_reserved": "5",
    "plan_name": "Plan",
}


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(KINDS), st.text("ab", min_size=1, max_size=3), st.fixed_dictionaries({}, optional=FIELDS)
        ),
        max_size=4,
    )
)
def test_whatever_is_in_a_package_a_deal_comes_of_it(items: list[tuple[str, str, dict[str, Any]]]) -> None:
    found = with_items([{**WELL, "object_type": kind, "id": name, **fields} for kind, name, fields in items])
    assert found.table is not None
    session = of_deal(deal_of(found.table).deal)
    assert session.usable, (session.diagnostics[0].message, deal_text(deal_of(found.table).deal))
