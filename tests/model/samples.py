"""A deal built from Python, without text: at least one of every kind of thing."""

from datetime import date
from decimal import Decimal

from termwise.base.dates import Duration
from termwise.model.act import Act
from termwise.model.amendment import AddClause, Amendment, ChangeClause, EndClause
from termwise.model.clause import (
    Cap,
    Citation,
    Clause,
    LateInterest,
    Minimum,
    OtherwiseAmount,
    OtherwiseEnds,
    Qualifiers,
    Requirement,
    RoundedTo,
    Scope,
    TierRow,
    Tiers,
    Untranslated,
)
from termwise.model.deal import Deal
from termwise.model.declaration import (
    Asset,
    Body,
    ChancePin,
    Claim,
    Correlation,
    Driver,
    DriverPin,
    Event,
    EventPin,
    Expectation,
    Given,
    Growth,
    Hazard,
    Interest,
    Jump,
    KnownValue,
    LatePin,
    Likely,
    Party,
    PowerPin,
    Rule,
    Scenario,
    SourceDocument,
    TermPin,
    VariationPin,
    WaitAfter,
    WaitBetween,
    Window,
    Worth,
)
from termwise.model.entitlement import ConversionRatio, InterestRate, Participation, Preference, PutOrCall
from termwise.model.expression import (
    Arithmetic,
    Call,
    Comparison,
    Connective,
    Controls,
    DependsOn,
    Expression,
    Interval,
    May,
    Not,
    Quantity,
    Ref,
    StateIs,
    Truth,
    Undisclosed,
)
from termwise.model.moment import Bound, FirstOf, On, OnBreach, OnEvent, Shifted
from termwise.model.sentence import (
    Allocation,
    Appointment,
    CapitalCommitment,
    Consent,
    Conversion,
    Duty,
    EndsDeal,
    Exclusivity,
    FirstRefusal,
    Grant,
    Investment,
    Issue,
    Loan,
    Once,
    OptionPool,
    Payment,
    Pays,
    Periodic,
    Permission,
    Power,
    Prohibition,
    Prose,
    Purchase,
    PurchaseCommitment,
    Sentence,
    Step,
    TriggersEvent,
    Vesting,
    Warrant,
    Waterfall,
    WaterfallTier,
    When,
    Within,
)

LISTING = Ref("event", "listing")
REVENUE = Ref("driver", "revenue")


def usd(value: str, per: str | None = None) -> Quantity:
    """Money in US dollars."""
    return Quantity(Decimal(value), "USD", per)


def percent(value: str, per: str | None = None) -> Quantity:
    """A percentage, as people write it."""
    return Quantity(Decimal(value) / 100, "%", per)


def on(text: str) -> On:
    """A day."""
    return On(date.fromisoformat(text))


def clause(name: str, sentence: Sentence, qualifiers: Qualifiers | None = None, title: str | None = None) -> Clause:
    """A clause with few words."""
    return Clause(name, sentence, title, qualifiers or Qualifiers())


def share_of_revenue(share: Expression) -> Arithmetic:
    """`share of revenue`."""
    return Arithmetic("of", share, REVENUE)


def sample_deal() -> Deal:
    """The whole sample."""
    return Deal(
        title='Partnership "One"',
        start=date(2024, 1, 1),
        end=date(2035, 1, 1),
        today=date(2026, 3, 1),
        grid="quarterly",
        rounding="up",
        parties=_parties(),
        assets=(
            Asset("models", "Models", "beta"),
            Asset("models.vision"),
            Asset("compute", "Computing capacity", also_called=("computing power",)),
            Asset("health", kind="field"),
            Asset("europe", kind="territory"),
        ),
        bodies=(Body("board", "Board", "beta", 7, Decimal("0.6")),),
        events=_events(),
        drivers=_drivers(),
        sources=(
            SourceDocument("press", "Report", "Newspaper", on("2025-07-29"), "fr", "press.txt", "ab" * 32),
            SourceDocument("undated", "Note", url="https://example.org/note"),
        ),
        clauses=(*_trade(), *_rights(), *_powers(), *_equity(), *_words()),
        amendments=_amendments(),
        scenarios=_scenarios(),
        interests=(
            Interest(
                "alpha",
                percent("8"),
                worths=(Worth(usd("2e9"), May(Act("alpha", "use", "models")), on("2034-12-31")),),
                walk_away=usd("5e9"),
            ),
        ),
        claims=(
            Claim(
                "access",
                "always",
                May(Act("alpha", "use", "models")),
                Window(end=on("2030-01-01")),
                "Alpha keeps the models",
            ),
        ),
        expectations=_expectations(),
    )


def _parties() -> tuple[Party, ...]:
    return (
        Party("alpha", "Alpha Inc.", "company", ("A", "the Licensee"), percent("8")),
        Party("beta", "Beta PBC", "public benefit corporation"),
        Party("gamma", "Gamma Fund", "investor"),
        Party("staff", "Beta's staff"),
        Party("panel", "Independent panel", "expert"),
    )


def _events() -> tuple[Event, ...]:
    soon = WaitBetween(On(date(2026, 6, 1), "month"), On(date(2030, 1, 1), "year"))
    later = WaitAfter(Duration(months=3), Duration(months=18), "listing")
    return (
        Event("listing", "Listing", "beta", chance=Likely(percent("60"), soon)),
        Event("reached", by="panel", chance=Likely(percent("70"), later)),
        Event("recall", chance=Hazard(percent("1", "month"), on("2026-06-01"))),
        Event("giant", chance=Rule(Comparison(">=", Ref("driver", "worth"), usd("1e12")))),
        Event("founded", on=date(2024, 1, 1), known=date(2024, 2, 1), sources=(Citation("press", "2024"),)),
        Event("open_event"),
    )


def _drivers() -> tuple[Driver, ...]:
    return (
        Driver(
            "revenue",
            "USD",
            "year",
            "Revenue",
            known=(
                KnownValue(On(date(2024, 1, 1), "year"), usd("3.7e9", "year")),
                KnownValue(On(date(2025, 1, 1), "year"), usd("13e9", "year")),
            ),
            growth=(
                Growth(Interval(percent("20", "year"), percent("80", "year")), On(date(2029, 1, 1), "year")),
                Growth(percent("5", "year")),
                Growth(percent("2", "year"), after="reached"),
            ),
            variation=percent("25", "year"),
            jumps=(Jump(Interval(percent("20"), percent("50")), "reached"),),
        ),
        Driver(
            "worth",
            "USD",
            known=(KnownValue(on("2025-10-28"), usd("500e9")),),
            correlations=(Correlation(Quantity(Decimal("0.6")), "revenue"),),
        ),
        Driver("double", "USD", "year", formula=Arithmetic("*", Quantity(Decimal(2)), REVENUE)),
    )


def _trade() -> tuple[Clause, ...]:
    revenue_share = Payment(
        "beta",
        "alpha",
        share_of_revenue(Undisclosed(Interval(percent("15"), percent("20")))),
        Periodic("quarterly", in_advance=True, due_within=Duration(business_days=10)),
        (Step(Duration(years=5), percent("20")), Step(None, percent("10"))),
    )
    everything = Qualifiers(
        start=on("2024-07-22"),
        end=Bound(FirstOf((on("2031-01-01"), OnEvent("reached"))), inclusive=False),
        while_=Not(LISTING),
        unless=(Comparison("<", REVENUE, usd("1e9", "year")),),
        requires=(Requirement(LISTING, on("2027-12-31"), OtherwiseAmount(usd("10e9"))),),
        overrides=("upfront",),
        whole_periods=True,
        cap=(Cap(usd("38e9")), Cap(usd("5e9"), "year")),
        floor=usd("1e6"),
        minimum=Minimum(usd("1e8"), "year", "yearly"),
        carried_forward=True,
        recoups=("upfront",),
        deducts=(usd("1.5e6"),),
        late_interest=LateInterest(percent("8", "year")),
        rounded=RoundedTo(usd("0.01"), "half up"),
        says=("a share of revenue",),
        untranslated=(Untranslated("net of taxes", "beta"),),
        sources=(Citation("press", "27 %"), Citation("undated")),
    )
    tiers = Tiers((TierRow(usd("0"), percent("5")), TierRow(usd("250e6"), percent("7"))), resets="yearly", cliff=True)
    return (
        clause("upfront", Payment("alpha", "beta", usd("1e9"), Once(on("2024-07-22"))), title="Upfront"),
        clause("share", revenue_share, everything),
        clause(
            "royalty",
            Payment("beta", "alpha", share_of_revenue(percent("5")), Periodic("yearly")),
            Qualifiers(tiers=tiers),
        ),
        clause("bonus", Payment("alpha", "beta", usd("50e6"), Within(Duration(days=30), OnEvent("listing")))),
        clause(
            "racks",
            Purchase(
                "beta",
                "compute",
                "alpha",
                schedule=Periodic("yearly"),
                quantity=Quantity(Decimal(300), "MW", "year"),
                price=Quantity(Decimal(12_000_000), "USD", "MW"),
            ),
        ),
        clause("capacity", Purchase("beta", "compute", "alpha", share_of_revenue(percent("60")), Periodic("monthly"))),
        clause(
            "commitment",
            PurchaseCommitment("beta", usd("250e9"), "compute", "alpha", on("2032-12-31"), usd("20e9", "year"), "paid"),
        ),
        clause("funding", CapitalCommitment("alpha", usd("13e9"), "beta", on("2025-09-30"))),
    )


def _rights() -> tuple[Clause, ...]:
    return (
        clause(
            "licence",
            Grant("beta", ("alpha", "gamma"), ("use", "host"), "models", "exclusive", may_sublicense=True),
            Qualifiers(
                end=Bound(On(date(2032, 1, 1), "year"), inclusive=True),
                only_for=Scope(("health", "europe")),
                except_for=Scope(("models.vision",)),
                survives=True,
            ),
        ),
        clause("single_source", Exclusivity("beta", "buy", "compute", "from", ("alpha",))),
        clause(
            "refusal",
            FirstRefusal("alpha", Act("beta", "buy", "compute"), Duration(days=30), Duration(days=60), "declines"),
        ),
        clause("consent", Consent(("alpha", "gamma"), Act("beta", "convert"), Duration(days=30), "accepts")),
        clause("liberty", Permission(Act("alpha", "build", "models", field="health", territory="europe"))),
        clause("secrecy", Prohibition(Act("alpha", "disclose", "models"), LISTING)),
        clause(
            "delivery",
            Duty(
                Act("beta", "deliver", "models", "to", "alpha"),
                Within(Duration(days=30), OnEvent("listing")),
                Duration(days=10),
                LISTING,
                Ref("event", "recall"),
                (TriggersEvent("open_event"), Pays("beta", "alpha", usd("5e6"))),
            ),
        ),
    )


def _powers() -> tuple[Clause, ...]:
    return (
        clause(
            "exit",
            Power(
                ("alpha", "beta"),
                "terminate",
                notice=Duration(days=90),
                not_before=on("2027-01-01"),
                effects=(EndsDeal(("secrecy",)), Pays(None, None, usd("500e6"))),
            ),
            Qualifiers(start=OnBreach("delivery")),
        ),
        clause("declaring", Power(("beta",), "declare", "reached", effective_when=LISTING, exercised_when=LISTING)),
    )


def _equity() -> tuple[Clause, ...]:
    shares = Quantity(Decimal(160_000_000), "shares")
    both = Connective(
        "and",
        (
            Comparison(">=", Call("delivered", (Ref("asset", "compute"),)), Quantity(Decimal(6), "GW")),
            Comparison(">=", Ref("driver", "worth"), usd("600e9")),
        ),
    )
    holders = (
        Allocation("alpha", percent("27")),
        Allocation("gamma", percent("26")),
        Allocation("staff", percent("47")),
    )
    return (
        clause("founding", Issue("beta", holders, "preferred_a", "as converted", on("2024-02-01"))),
        clause(
            "series_a",
            Issue(
                "beta",
                (Allocation("gamma", Quantity(Decimal(2_000_000), "shares")),),
                "series_a",
                preference=Preference(Decimal("1.5"), usd("2.5"), per_share=True),
                senior_to=("common",),
                pari_passu_with=("preferred_a",),
                participation=Participation(True, Decimal(3)),
                converts=ConversionRatio(Decimal(1), Decimal("1.25")),
            ),
        ),
        clause(
            "put",
            PutOrCall("gamma", "put", percent("20"), "beta", "alpha", usd("12"), True, LISTING),
            Qualifiers(floor=usd("100e6")),
        ),
        clause(
            "loan",
            Loan(
                "gamma",
                "beta",
                usd("1e6"),
                Once(on("2026-01-01")),
                InterestRate(percent("8", "year"), "quarterly", "actual/360"),
                usd("60e3"),
                on("2028-12-31"),
            ),
        ),
        clause(
            "fund",
            Waterfall(
                "beta",
                "profit",
                Once(on("2027-01-01")),
                (
                    WaterfallTier((Allocation("gamma", percent("100")),), repaid="loan"),
                    WaterfallTier(
                        (Allocation("alpha", percent("100")),),
                        until_party="alpha",
                        back="upfront",
                        interest=InterestRate(percent("8", "year"), "yearly"),
                    ),
                    WaterfallTier((Allocation("gamma", percent("100")),), until_party="gamma", catch_up=percent("20")),
                ),
                by_preference=True,
            ),
        ),
        clause(
            "sold",
            Issue(
                "beta",
                (Allocation("gamma", shares),),
                "preferred_b",
                price=usd("2.5"),
                anti_dilution="broad-based weighted average",
            ),
        ),
        clause(
            "round",
            Investment("gamma", usd("30e9"), "beta", usd("260e9"), "pre-money", Once(on("2026-12-31"))),
            Qualifiers(requires=(Requirement(LISTING, on("2026-12-31"), OtherwiseEnds()),)),
        ),
        clause(
            "protected_round",
            Investment(
                *("gamma", usd("3e9"), "beta", usd("26e9"), "post-money", None, None, "preferred_c"),
                convention="percentage ownership",
                anti_dilution="full ratchet",
            ),
        ),
        clause("note", Conversion("alpha", "upfront", "beta", usd("20e9"), percent("20"), When(LISTING))),
        clause(
            "safe",
            Conversion(
                *("alpha", "upfront", "beta", usd("20e9"), percent("20")),
                round="round",
                cap_is="post-money",
                interest=percent("8", "year"),
                share_class="preferred_c",
                as_favourable=("note", "bridge"),
            ),
        ),
        clause("bridge", Conversion("alpha", "upfront", "beta", price=usd("12.5"), price_is="per share")),
        clause("pool", OptionPool("beta", percent("10"), "fully diluted")),
        clause("round_pool", OptionPool("beta", percent("10"), round="round")),
        clause("warrant", Warrant("alpha", "beta", shares, usd("0.01"), (Vesting(shares, both),))),
        clause(
            "used_warrant",
            Warrant("alpha", "beta", shares, usd("0.01"), (Vesting(shares, both),), Truth(True), usd("600"), LISTING),
        ),
        clause(
            "split",
            Waterfall(
                "beta",
                "profit",
                Periodic("yearly"),
                (
                    WaterfallTier(
                        (Allocation("alpha", percent("75")), Allocation("staff", percent("25"))), usd("13e9")
                    ),
                    WaterfallTier((Allocation("alpha", percent("100")),), None, "alpha", usd("92e9")),
                    WaterfallTier((Allocation("gamma", percent("100")),)),
                ),
            ),
        ),
        clause("control", Appointment("gamma", "board")),
        clause("observer", Appointment("alpha", "board", Decimal(1), "observer")),
    )


def _words() -> tuple[Clause, ...]:
    return (clause("effort", Prose("commercially reasonable efforts", "alpha", ("beta",))),)


def _amendments() -> tuple[Amendment, ...]:
    change = ChangeClause(
        "licence",
        qualifiers=Qualifiers(end=Bound(on("2036-01-01"), inclusive=False), sources=(Citation("press"),)),
        said=("end", "sources"),
        removed=("only_for",),
    )
    return (
        Amendment("talks", "reported", date(2025, 7, 29), "rumoured", "Talks", patches=(change,)),
        Amendment("bid", "proposed", date(2026, 1, 5), "proposed"),
        Amendment(
            "definitive",
            "signed",
            date(2025, 10, 28),
            "binding",
            known=date(2025, 10, 29),
            effective=Shifted(on("2025-10-28"), Duration(days=3)),
            requires=(Requirement(LISTING, on("2025-12-31")),),
            withdraws=("talks",),
            patches=(
                EndClause("single_source", on("2025-12-01"), ("no longer",), (Citation("press", "fin"),)),
                AddClause(clause("added", Permission(Act("beta", "buy", "compute", "from", "gamma")))),
            ),
            says=("restated",),
        ),
    )


def _scenarios() -> tuple[Scenario, ...]:
    pins = (
        EventPin("reached", date(2028, 1, 31)),
        EventPin("listing", None),
        DriverPin("worth", value=usd("400e9")),
        DriverPin("revenue", (Growth(percent("10", "year")),)),
        PowerPin("alpha", "exit", date(2028, 1, 1)),
        LatePin("share", Duration(days=45), date(2027, 1, 1), date(2028, 1, 1)),
        LatePin("capacity", Duration(months=1), date(2028, 3, 1)),
    )
    likelier = (
        ChancePin("listing", Likely(percent("80"))),
        ChancePin("recall", Hazard(percent("2", "month"), on("2026-06-01"))),
        VariationPin("revenue", percent("5", "year")),
        TermPin("share", "rate", percent("17")),
    )
    return (
        Scenario("early", "Early", pins=pins),
        Scenario("earlier", extends="early"),
        Scenario("likelier", pins=likelier),
    )


def _expectations() -> tuple[Expectation, ...]:
    use = May(Act("alpha", "use", "models"))
    stake = Call("stake", (Ref("party", "alpha"), Ref("party", "beta")), "as converted")
    return (
        Expectation(use),
        Expectation(May(use.act, negated=True), date(2031, 6, 1), date(2025, 9, 11), "rumoured", "early"),
        Expectation(Comparison("=", stake, percent("27"), percent("1")), given=(Given("listing", None),)),
        Expectation(DependsOn(use, ("reached", "listing"))),
        Expectation(Connective("or", (StateIs("exit", "in force", negated=True), Controls("gamma", "board")))),
    )
