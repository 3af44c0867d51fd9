"""The sentences a clause can say: a closed set, matched exhaustively.

Every sentence begins with a party and one verb. Qualifiers that belong to one kind of sentence
(the notice of a first refusal, the cure period of a duty) are fields of that kind.
"""

from decimal import Decimal
from typing import Literal

from msgspec import Struct

from termwise.base.dates import Duration, Frequency
from termwise.base.source import Span
from termwise.model.act import Act, Relation
from termwise.model.entitlement import ConversionRatio, InterestRate, Participation, Preference, PutOrCall
from termwise.model.expression import Expression
from termwise.model.moment import Moment

Exclusiveness = Literal["exclusive", "sole", "non-exclusive"]
Basis = Literal["outstanding", "as converted", "fully diluted"]
Silence = Literal["declines", "accepts"]
Convention = Literal["pre-money", "percentage ownership", "dollars invested"]
"""What the pre-money valuation of a round is shared by, when notes and SAFEs convert in it (Cooley's three)."""
AntiDilution = Literal["full ratchet", "broad-based weighted average", "narrow-based weighted average"]
Valued = Literal["pre-money", "post-money"]
PriceIs = Literal["pre-money", "post-money", "per share"]


# -- schedules: when a payment, purchase or investment falls due ---------------------------------


class Once(Struct, frozen=True, tag="once"):
    """`on 2019-07-22`: once, on that moment."""

    moment: Moment


class ByThen(Struct, frozen=True, tag="by"):
    """`by 2032-12-31`: at the latest on that day."""

    moment: Moment


class Within(Struct, frozen=True, tag="within"):
    """`within 30 days of agi_verified`: at the latest that long after the moment."""

    length: Duration
    origin: Moment


class When(Struct, frozen=True, tag="when"):
    """`when ipo`, `when openai_valuation >= 1tn`: on the first day the condition holds."""

    condition: Expression


class Periodic(Struct, frozen=True, tag="periodic"):
    """`quarterly`, `monthly in advance`, `yearly due within 10 business days`.

    Due at the period's end (`in_advance`: its start), or `due_within` after it; when
    `due_last_business_day`, on the period's last business day.
    """

    frequency: Frequency
    in_advance: bool = False
    due_within: Duration | None = None
    due_last_business_day: bool = False


class Every(Struct, frozen=True, tag="every"):
    """`every 3 months from 2026-01-15`: anchored, not calendar periods."""

    length: Duration
    origin: Moment


Schedule = Once | ByThen | Within | When | Periodic | Every


# -- money and trade -----------------------------------------------------------------------------


class Step(Struct, frozen=True):
    """`first 5 years 88%, then 90%`: the share for a length of time; `length` None is "then"."""

    length: Duration | None
    amount: Expression


class Payment(Struct, frozen=True, tag="payment"):
    """`openai pays microsoft 20% of openai_revenue quarterly`. Amount is money or money per time."""

    payer: str
    payee: str
    amount: Expression
    schedule: Schedule | None = None
    steps: tuple[Step, ...] = ()


class Purchase(Struct, frozen=True, tag="purchase"):
    """`openai buys azure.compute from microsoft, 60% of compute_spend monthly`.

    `openai buys 6 GW of mi450 from amd at 20bn per GW yearly` has a `quantity` (per time or not) and a `price`
    for one of its unit in place of the amount; a quantity without a price is delivered and moves no money.
    """

    buyer: str
    asset: str
    seller: str
    amount: Expression | None = None
    schedule: Schedule | None = None
    quantity: Expression | None = None
    price: Expression | None = None


class PurchaseCommitment(Struct, frozen=True, tag="purchase_commitment"):
    """`openai commits to buy 250bn of compute from microsoft by 2032-12-31`; `at least 20bn per year`.

    `price`: `commits to buy 6 GW of mi450 from amd at 20bn per GW` counts quantities and prices what is missing.
    """

    buyer: str
    amount: Expression
    asset: str
    seller: str
    by: Moment | None = None
    at_least: Expression | None = None
    shortfall: Literal["paid", "carried"] | None = None
    price: Expression | None = None


class CapitalCommitment(Struct, frozen=True, tag="capital_commitment"):
    """`microsoft commits to invest 13bn in openai by 2025-09-30`: committed, not yet funded."""

    investor: str
    amount: Expression
    company: str
    by: Moment | None = None


class Loan(Struct, frozen=True, tag="loan"):
    """`bank lends acme 1m on 2025-01-01`: paid out then, owed with interest until it is repaid.

    It is repaid by distributions (`until senior_loan is repaid: …`), and what is left on `repaid_by`. The
    `exit_fee` is owed from the first day and bears no interest. What is paid goes to interest first.
    """

    lender: str
    borrower: str
    amount: Expression
    schedule: Schedule | None = None
    interest: InterestRate | None = None
    exit_fee: Expression | None = None
    repaid_by: Moment | None = None


# -- rights ----------------------------------------------------------------------------------------


class Grant(Struct, frozen=True, tag="grant"):
    """`openai grants microsoft exclusive use, host of openai.models`; `may_sublicense` lets the grantee grant on."""

    grantor: str
    grantees: tuple[str, ...]
    verbs: tuple[str, ...]
    asset: str
    exclusiveness: Exclusiveness = "non-exclusive"
    may_sublicense: bool = False


class Exclusivity(Struct, frozen=True, tag="exclusivity"):
    """`openai buys compute only from microsoft`, `openai sells api only on azure`: names parties or assets."""

    actor: str
    verb: str
    asset: str | None
    relation: Relation
    allowed: tuple[str, ...]


class FirstRefusal(Struct, frozen=True, tag="first_refusal"):
    """`microsoft has first refusal when openai buys compute`: offer, notice, window, then free with others."""

    holder: str
    act: Act
    notice: Duration | None = None
    accept_within: Duration | None = None
    silence: Silence | None = None


class Consent(Struct, frozen=True, tag="consent"):
    """`openai needs consent of microsoft to convert`: the act is open until each of `givers` has consented."""

    givers: tuple[str, ...]
    act: Act
    within: Duration | None = None
    silence: Silence | None = None


class Permission(Struct, frozen=True, tag="permission"):
    """`microsoft may build agi`: a liberty stated in so many words."""

    act: Act


class Prohibition(Struct, frozen=True, tag="prohibition"):
    """`microsoft must not build agi`. `violated_when` tells a replay what would violate it."""

    act: Act
    violated_when: Expression | None = None


class Duty(Struct, frozen=True, tag="duty"):
    """`openai must deliver compute to microsoft within 30 days of agi_verified`.

    In effect from the clause's start, or from the trigger of a `within`. `deadline` None is a
    standing duty. `fulfilled_when` and `violated_when` are conditions over events; `cure` runs
    from the missed deadline.
    """

    act: Act
    deadline: Schedule | None = None
    cure: Duration | None = None
    fulfilled_when: Expression | None = None
    violated_when: Expression | None = None
    on_breach: tuple["Effect", ...] = ()


# -- powers and what they bring about --------------------------------------------------------------


class EndsDeal(Struct, frozen=True, tag="ends_deal"):
    """`ends deal, except azure_commitment`."""

    except_clauses: tuple[str, ...] = ()


class EndsClause(Struct, frozen=True, tag="ends_clause"):
    """`ends clause X`."""

    clause: str


class SuspendsClause(Struct, frozen=True, tag="suspends_clause"):
    """`suspends clause X`: its duties stand still and its deadlines run on after `resumes`."""

    clause: str


class ResumesClause(Struct, frozen=True, tag="resumes_clause"):
    """`resumes clause X`."""

    clause: str


class TriggersEvent(Struct, frozen=True, tag="triggers_event"):
    """`triggers event Y`: the event happens on the day of the effect."""

    event: str


class Pays(Struct, frozen=True, tag="pays"):
    """`terminating party pays 500m` (payer None) or `openai pays microsoft 500m`; payee None is the other side."""

    payer: str | None
    payee: str | None
    amount: Expression


Effect = EndsDeal | EndsClause | SuspendsClause | ResumesClause | TriggersEvent | Pays


class Power(Struct, frozen=True, tag="power"):
    """`either microsoft or openai may terminate after 90 days notice, not before 2027-01-01`.

    The effects follow `notice` after the exercise. `effective_when`: the exercise has its effects only
    once this holds (`effective only when agi_verified`). `exercised_when`: in a run the power is used on the first
    day on which this holds (`exercised when openai_valuation >= 1tn`); no answer about rights hangs on it.
    `subject` is the event or clause acted on.
    """

    holders: tuple[str, ...]
    verb: str
    subject: str | None = None
    notice: Duration | None = None
    not_before: Moment | None = None
    effective_when: Expression | None = None
    effects: tuple[Effect, ...] = ()
    exercised_when: Expression | None = None


# -- equity ---------------------------------------------------------------------------------------


class Allocation(Struct, frozen=True):
    """What one holder receives: a percent of the company, or units; `undisclosed` is possible."""

    holder: str
    amount: Expression


class Issue(Struct, frozen=True, tag="issue"):
    """`openai issues microsoft 27%, foundation 26%, others 47%`, on a stated basis.

    Percentages restate the holdings of the company on that day; units add to them. `price` is what is paid for
    one share, None when nothing is said; `anti_dilution` protects the shares of this issue.
    """

    company: str
    allocations: tuple[Allocation, ...]
    share_class: str | None = None
    basis: Basis | None = None
    on: Moment | None = None
    price: Expression | None = None
    anti_dilution: AntiDilution | None = None
    preference: Preference | None = None
    senior_to: tuple[str, ...] = ()
    pari_passu_with: tuple[str, ...] = ()
    participation: Participation | None = None
    converts: ConversionRatio | None = None


class Investment(Struct, frozen=True, tag="investment"):
    """`softbank invests 30bn in openai at 260bn pre-money on 2025-12-31`. `price` is the valuation or None.

    `convention` says how a valuation becomes a price where something converts in the round.
    """

    investor: str
    amount: Expression
    company: str
    price: Expression | None = None
    price_is: PriceIs | None = None
    schedule: Schedule | None = None
    basis: Basis | None = None
    share_class: str | None = None
    convention: Convention | None = None
    anti_dilution: AntiDilution | None = None
    preference: Preference | None = None
    senior_to: tuple[str, ...] = ()
    pari_passu_with: tuple[str, ...] = ()
    participation: Participation | None = None
    converts: ConversionRatio | None = None


class Conversion(Struct, frozen=True, tag="conversion"):
    """`ventures converts note into acme in series_a, cap 4m post-money, discount 20%`: a note or SAFE becomes shares.

    `instrument` is the clause by which the money was paid. `round` is the clause of the round in which it converts;
    without one it converts by its schedule, at `price` or at its cap. `interest` is simple, per year of 365 days.
    `as_favourable` names other conversions whose terms it may take instead (a most-favoured-nation clause).
    """

    holder: str
    instrument: str
    company: str
    cap: Expression | None = None
    discount: Expression | None = None
    schedule: Schedule | None = None
    basis: Basis | None = None
    round: str | None = None
    price: Expression | None = None
    price_is: PriceIs | None = None
    cap_is: Valued | None = None
    interest: Expression | None = None
    share_class: str | None = None
    as_favourable: tuple[str, ...] = ()


class OptionPool(Struct, frozen=True, tag="option_pool"):
    """`openai reserves 10% for options in series_a`: a percentage is what is free for options then, shares add.

    `round` is the clause of the round with which the pool grows: the percentage is then of the company after it.
    """

    company: str
    amount: Expression
    basis: Basis | None = None
    on: Moment | None = None
    round: str | None = None


class Vesting(Struct, frozen=True):
    """One row of a vesting table: shares that vest once the condition has held."""

    amount: Expression
    condition: Expression
    span: Span | None = None


class Warrant(Struct, frozen=True, tag="warrant"):
    """`amd issues openai warrant on 160m shares at 0.01`. `strike` is money per share; None was not said.

    `exercised_when` is the holder's policy: whatever has vested is exercised once it holds (`vested`: at once).
    `net_exercise` is the price of a share against which the strike is settled in shares instead of cash.
    `accelerated_when`: all of it vests then.
    """

    issuer: str
    holder: str
    amount: Expression
    strike: Expression | None = None
    vesting: tuple[Vesting, ...] = ()
    exercised_when: Expression | None = None
    net_exercise: Expression | None = None
    accelerated_when: Expression | None = None


class WaterfallTier(Struct, frozen=True):
    """One row of a distribution, filled before the next: what bounds it, and who gets which part of it.

    `first 13bn: …` bounds it by its total (`first`). `until microsoft has 92bn: …` by what a party has received
    in all (`until_has`); `until investors has capital back [with 8% per year compounded]: …` by what the party
    paid under a clause (`back`), with a return on it (`interest`); `catch-up until manager has 20%: …` by the
    party's part of the profit, which is all that was distributed beyond what was given back (`catch_up`).
    `until senior_loan is repaid: …` by what is owed (`repaid`). `then …` takes the rest.
    """

    allocations: tuple[Allocation, ...]
    first: Expression | None = None
    until_party: str | None = None
    until_has: Expression | None = None
    span: Span | None = None
    back: str | None = None
    interest: InterestRate | None = None
    repaid: str | None = None
    catch_up: Expression | None = None

    @property
    def is_rest(self) -> bool:
        """Whether nothing bounds it."""
        return self.first is None and self.until_party is None and self.repaid is None


class Waterfall(Struct, frozen=True, tag="waterfall"):
    """`openai distributes profit yearly` with its tiers, in order. `base` names a driver, or is free words.

    `by_preference`: what the tiers leave goes to the holders of the payer's shares, by the preferences of
    their classes (`acme distributes proceeds by preference when sale`).
    """

    payer: str
    base: str
    schedule: Schedule | None = None
    tiers: tuple[WaterfallTier, ...] = ()
    by_preference: bool = False


# -- governance and words ---------------------------------------------------------------------------


class Appointment(Struct, frozen=True, tag="appointment"):
    """`foundation appoints all seats of openai_board` (seats None is all); also `appoints 1 observer of`."""

    appointer: str
    body: str
    seats: Decimal | None = None
    role: Literal["seat", "observer"] = "seat"


class Prose(Struct, frozen=True, tag="prose"):
    """`untranslated "…", owner counsel` as a whole clause: kept, shown, without formal effect."""

    words: str
    owner: str | None = None
    about: tuple[str, ...] = ()


Sentence = (
    Payment
    | Purchase
    | PurchaseCommitment
    | CapitalCommitment
    | Loan
    | Grant
    | Exclusivity
    | FirstRefusal
    | Consent
    | Permission
    | Prohibition
    | Duty
    | Power
    | Issue
    | Investment
    | Conversion
    | OptionPool
    | Warrant
    | PutOrCall
    | Waterfall
    | Appointment
    | Prose
)
