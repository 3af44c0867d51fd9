"""One month of the deal over arrays of paths, for NumPy and, unchanged, for JAX: `xp` is either."""

from datetime import date
from typing import Any, NamedTuple

from bench.rivals.terms import CLAUSES

END_OF_SHARE = float(date(2033, 1, 1).toordinal())
Array = Any
"""An array of NumPy or of JAX, shape (paths,)."""


class Path(NamedTuple):
    """What is drawn once per path: event days, and of the outage also the day a year later."""

    verified: Array
    listing: Array
    outage: Array
    year_after_outage: Array


class Month(NamedTuple):
    """One month: the calendar as numbers, the drivers as arrays."""

    start: Any
    end: Any
    days: Any
    part_of_year: Any
    ends_quarter: Any
    ends_year: Any
    from_2027: Any
    before_2033: Any
    is_advance: Any
    is_last_of_2032: Any
    revenue: Array
    need: Array
    value: Array


STATES = (
    *("share_paid", "share_due", "royalty_base", "licence_due", "brand_year", "brand_due", "recoup_due", "recouped"),
    *("value_reached", "revenue_reached", "rebate_due", "profit", "first_tier", "fund_has", "floor_due"),
    *("bought", "needed", "taken", "bank", "licence_least"),
)
State = dict[str, Array]


def step(xp: Any, state: State, month: Month, path: Path) -> tuple[State, dict[str, Array], dict[str, Array]]:
    """The state after the month, what every clause pays in it, and of the commitment what flows back."""
    s, m = dict(state), month
    revenue, need, value = m.revenue, m.need, m.value
    zero = xp.zeros_like(revenue)
    paid: dict[str, Array] = dict.fromkeys(CLAUSES, zero)

    def within(first: Array, last: Array) -> Array:
        """The part of the month that lies in [first, last)."""
        return xp.maximum(xp.minimum(last, m.end) - xp.maximum(first, m.start), 0.0) / m.days

    share_due = s["share_due"] + 0.15 * revenue * within(0.0, xp.minimum(path.verified, END_OF_SHARE))
    paid["share"] = m.ends_quarter * xp.minimum(share_due, xp.maximum(15e9 - s["share_paid"], 0.0))
    s["share_paid"] = s["share_paid"] + paid["share"]
    s["share_due"] = (1 - m.ends_quarter) * share_due

    base = s["royalty_base"] + revenue
    tiers = 0.01 * xp.minimum(base, 10e9) + 0.0075 * xp.clip(base - 10e9, 0.0, 15e9)
    paid["royalty"] = m.ends_year * (tiers + 0.005 * xp.maximum(base - 25e9, 0.0))
    s["royalty_base"] = (1 - m.ends_year) * base

    licence = s["licence_due"] + 0.02 * need
    least = s["licence_least"] + 150e6 * m.part_of_year
    paid["licence"] = m.ends_year * xp.maximum(licence, least)
    s["licence_due"], s["licence_least"] = (1 - m.ends_year) * licence, (1 - m.ends_year) * least

    brand = s["brand_due"] + 0.005 * revenue
    paid["brand"] = m.ends_quarter * xp.minimum(brand, xp.maximum(100e6 - s["brand_year"], 0.0))
    s["brand_due"] = (1 - m.ends_quarter) * brand
    s["brand_year"] = (1 - m.ends_year) * (s["brand_year"] + paid["brand"])

    paid["advance"] = zero + 500e6 * m.is_advance
    owed = s["recoup_due"] + 0.02 * revenue * m.from_2027
    recouped = m.ends_quarter * m.from_2027 * xp.minimum(owed, 500e6 - s["recouped"])
    paid["recoupment"] = m.ends_quarter * owed - recouped
    s["recouped"] = s["recouped"] + recouped
    s["recoup_due"] = (1 - m.ends_quarter) * owed

    paid["compute_cloud"] = 0.6 * need * within(0.0, path.listing)
    paid["compute_after"] = 0.35 * need * within(path.listing, 4e6)
    paid["compute_chips"] = 0.25 * need
    paid["retainer"] = 20e6 * (value < 250e9)
    paid["support"] = 8e6 * within(0.0, path.outage)
    paid["credit"] = 0.03 * need * within(path.outage, path.year_after_outage)

    big = value >= 500e9
    paid["milestone_value"] = 1e9 * (big * (1 - s["value_reached"]))
    s["value_reached"] = xp.maximum(s["value_reached"], big * 1.0)
    many = revenue >= 40e9 * m.part_of_year
    paid["milestone_revenue"] = 400e6 * (many * (1 - s["revenue_reached"]))
    s["revenue_reached"] = xp.maximum(s["revenue_reached"], many * 1.0)
    due = path.verified + 30
    paid["milestone_proof"] = 2e9 * ((m.start <= due) & (due < m.end))
    paid["listing_fee"] = 0.01 * value * ((m.start <= path.listing) & (path.listing < m.end))

    rebate = s["rebate_due"] + 0.04 * need * (need >= 10e9 * m.part_of_year)
    paid["rebate"] = m.ends_year * rebate
    s["rebate_due"] = (1 - m.ends_year) * rebate

    profit = s["profit"] + 0.1 * (revenue - need)
    left = m.ends_year * xp.maximum(profit, 0.0)
    first = xp.minimum(left, xp.maximum(1e9 - s["first_tier"], 0.0))
    fund = 0.6 * first
    second = xp.minimum(left - first, xp.maximum(2e9 - s["fund_has"] - fund, 0.0) / 0.75)
    to_fund = fund + 0.75 * second + 0.2 * (left - first - second)
    paid["distribution"] = left
    s["first_tier"], s["fund_has"] = s["first_tier"] + first, s["fund_has"] + to_fund
    s["profit"] = (1 - m.ends_year) * profit

    floor = s["floor_due"] + 0.003 * revenue
    paid["floor_fee"] = m.ends_quarter * xp.maximum(floor, 10e6)
    s["floor_due"] = (1 - m.ends_quarter) * floor

    bought = (paid["compute_cloud"] + paid["compute_after"]) * m.before_2033
    needed = s["needed"] + 3e9 * m.part_of_year * m.before_2033
    taken = s["taken"] + bought
    short = m.ends_year * xp.maximum(needed - taken, 0.0)
    made_up = xp.minimum(s["bank"], m.ends_year * xp.maximum(taken - needed, 0.0))
    total = s["bought"] + bought + short - made_up
    missing = m.is_last_of_2032 * xp.maximum(40e9 - total, 0.0)
    s["bank"] = s["bank"] + short - made_up
    s["needed"], s["taken"] = (1 - m.ends_year) * needed, (1 - m.ends_year) * taken
    s["bought"] = total + missing
    paid["commitment"] = short + missing
    return s, paid, {"commitment": made_up, "distribution": to_fund}


def net_cash(paid: dict[str, Array], back: dict[str, Array]) -> dict[str, Array]:
    """What each party receives less what it pays in the month."""
    to_cloud = paid["share"] + paid["brand"] + paid["compute_cloud"] + paid["compute_after"] + paid["support"]
    from_cloud = paid["licence"] + paid["retainer"] + paid["credit"] + paid["milestone_value"] + paid["milestone_proof"]
    cloud = to_cloud - from_cloud + paid["commitment"] - back["commitment"]
    cloud = cloud + paid["distribution"] - back["distribution"]
    chips = paid["compute_chips"] + paid["floor_fee"] - paid["milestone_revenue"] - paid["rebate"]
    fund = paid["royalty"] + paid["recoupment"] + paid["listing_fee"] + back["distribution"] - paid["advance"]
    return {"lab": -(cloud + chips + fund), "cloud": cloud, "chips": chips, "fund": fund}
