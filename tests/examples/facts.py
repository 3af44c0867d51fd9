"""The facts of the Microsoft–OpenAI partnership, row by row, and where the reference deal states each."""

from typing import Literal

from msgspec import Struct

from termwise.model.amendment import Status

Kind = Literal["clause", "change", "end", "event", "driver", "expectation"]


class Statement(Struct, frozen=True):
    """One thing a fact says: a clause, change or ending and the status of the text it stands in; or a declaration.

    `status` is None for events, drivers and expectations, which have none.
    """

    kind: Kind
    name: str
    status: Status | None = None


def _clause(name: str, status: Status = "binding") -> Statement:
    return Statement("clause", name, status)


def _change(name: str, status: Status = "binding") -> Statement:
    return Statement("change", name, status)


def _end(name: str) -> Statement:
    return Statement("end", name, "binding")


def _event(name: str) -> Statement:
    return Statement("event", name)


def _driver(name: str) -> Statement:
    return Statement("driver", name)


FACTS: dict[str, tuple[Statement, ...]] = {
    "2019-07-22 1bn, exclusive cloud, preferred partner": (
        _clause("first_investment"),
        _clause("compute_exclusive"),
        _clause("preferred_partner"),
    ),
    "2019-2023 13bn in all, 11.6bn funded": (_clause("total_commitment", "reported"), _driver("microsoft_funding")),
    "2023-01-23 capped profit": (_clause("profit_split", "reported"),),
    "until 2025-01-21 compute on Azure only": (_clause("compute_exclusive"), _end("compute_exclusive")),
    "2025-01-21 first refusal, API on Azure, share both ways, through 2030": (
        _clause("compute_first_refusal"),
        _change("api_exclusive"),
        _clause("revenue_share"),
        _clause("reverse_share"),
    ),
    "until 2025-10-28 rights until 2030 or AGI": (_clause("model_rights"), _clause("research_rights")),
    "2025-05 review": (
        _clause("lower_share", "reported"),
        _clause("capital_share", "reported"),
        _clause("access_beyond_2030", "reported"),
        _clause("benefit_corporation_planned", "reported"),
        _clause("nonprofit_at_the_core", "reported"),
        _clause("listing_prepared", "reported"),
        _clause("data_centres", "reported"),
        _event("ipo"),
    ),
    "2025-06 call": (
        _clause("joint_products", "rumoured"),
        _clause("governance", "rumoured"),
        _clause("indirect_control", "rumoured"),
        _clause("complaint_considered", "rumoured"),
        _event("antitrust_complaint"),
    ),
    "2025-07 talks on an extension": (
        _change("model_rights", "rumoured"),
        _clause("generated_content", "rumoured"),
        _clause("stakes", "rumoured"),
        _clause("joint_ventures", "rumoured"),
        _clause("integration_rights", "rumoured"),
        _clause("data_management", "rumoured"),
        _clause("confidentiality", "rumoured"),
        _clause("sensitive_domains", "rumoured"),
        _event("us_review"),
        _event("eu_review"),
    ),
    "2025-09-11 memorandum": (
        _driver("openai_valuation"),
        _clause("control_kept", "non-binding"),
        _clause("nonprofit_holding", "non-binding"),
        _clause("conversion_agreed", "non-binding"),
        _clause("approval_of_attorneys", "reported"),
        _clause("approval_of_microsoft", "reported"),
        _clause("stargate_investment", "reported"),
        _clause("meta_on_azure", "reported"),
        _clause("xai_on_azure", "reported"),
        _clause("deepseek_on_azure", "reported"),
        _clause("microsoft_builds", "reported"),
        _driver("azure_revenue"),
    ),
    "2025-10-28 definitive agreement, in the press": (
        _clause("recapitalisation"),
        _clause("azure_commitment"),
        _end("compute_first_refusal"),
        _change("model_rights"),
        _clause("agi_panel"),
        _event("recapitalised"),
    ),
    "2025-10-28 definitive agreement, on record": (
        _clause("foundation_warrant"),
        _clause("control"),
        _change("research_rights"),
        _change("revenue_share"),
        _change("api_exclusive"),
        _clause("products_anywhere"),
        _clause("own_agi"),
        _event("delaware_consent"),
        _event("california_consent"),
        _event("microsoft_consent"),
        _event("agi_declared"),
        _event("agi_verified"),
    ),
    "2026-04-27 amendment": (
        _change("model_rights"),
        _change("revenue_share"),
        _change("revenue_share", "reported"),
        _end("reverse_share"),
        _clause("azure_first"),
        _event("azure_declined"),
    ),
}
"""Row of the fact sheet -> what states it."""
