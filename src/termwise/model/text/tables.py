"""The lines that belong to one kind of sentence: windows, effects, vesting rows, waterfall tiers."""

from typing import assert_never

from termwise.base.dates import Duration
from termwise.model.entitlement import PutOrCall
from termwise.model.expression import Truth
from termwise.model.sentence import (
    Allocation,
    Appointment,
    CapitalCommitment,
    Consent,
    Conversion,
    Duty,
    Effect,
    EndsClause,
    EndsDeal,
    Exclusivity,
    FirstRefusal,
    Grant,
    Investment,
    Issue,
    Loan,
    OptionPool,
    Payment,
    Pays,
    Permission,
    Power,
    Prohibition,
    Prose,
    Purchase,
    PurchaseCommitment,
    ResumesClause,
    Sentence,
    Step,
    SuspendsClause,
    TriggersEvent,
    Warrant,
    Waterfall,
    WaterfallTier,
)
from termwise.model.text.entitlements import class_lines, loan_lines, tier_bound_text
from termwise.model.text.expressions import expression_text
from termwise.model.text.schedules import due_lines


def sentence_own_lines(sentence: Sentence, currency: str | None = None) -> list[str]:
    """The lines under a sentence that only its kind can have, in a fixed order."""
    match sentence:
        case Payment(schedule=schedule, steps=steps):
            return [*due_lines(schedule), *([_steps_text(steps, currency)] if steps else [])]
        case Purchase(schedule=schedule):
            return due_lines(schedule)
        case PurchaseCommitment() | Grant() | FirstRefusal() | Consent() | Prohibition() | Duty() | Power():
            return _right_lines(sentence, currency)
        case Issue() | Investment() | Conversion() | OptionPool():
            return _equity_lines(sentence, currency)
        case Warrant():
            return _warrant_lines(sentence, currency)
        case Waterfall(schedule=schedule, tiers=tiers):
            return [*due_lines(schedule), *(_tier_text(tier, currency) for tier in tiers)]
        case PutOrCall(exercised_when=policy):
            return [] if policy is None else [f"exercised when {expression_text(policy, currency)}"]
        case Loan():
            return loan_lines(sentence, currency)
        case CapitalCommitment() | Exclusivity() | Permission() | Appointment() | Prose():
            return []
        case _:
            assert_never(sentence)


Windowed = PurchaseCommitment | Grant | FirstRefusal | Consent | Prohibition | Duty | Power


def _right_lines(sentence: Windowed, currency: str | None) -> list[str]:
    lines: list[str | None]
    match sentence:
        case PurchaseCommitment(at_least=least, shortfall=shortfall):
            minimum = None if least is None else f"at least {expression_text(least, currency)}"
            lines = [minimum, shortfall and f"shortfall {shortfall}"]
        case Grant(may_sublicense=may_sublicense):
            lines = ["may sublicense" if may_sublicense else None]
        case FirstRefusal(notice=notice, accept_within=window, silence=silence):
            lines = [
                _length_line("notice", notice),
                _length_line("accept within", window),
                silence and f"silence {silence}",
            ]
        case Consent(within=within, silence=silence):
            lines = [_length_line("within", within), silence and f"silence {silence}"]
        case Prohibition(violated_when=violated):
            lines = [None if violated is None else f"violated when {expression_text(violated, currency)}"]
        case Duty():
            return _duty_lines(sentence, currency)
        case Power(effective_when=condition, effects=effects, exercised_when=policy):
            only = None if condition is None else f"effective only when {expression_text(condition, currency)}"
            used = None if policy is None else f"exercised when {expression_text(policy, currency)}"
            lines = [only, used, *(effect_text(effect, currency) for effect in effects)]
        case _:
            assert_never(sentence)
    return [line for line in lines if line]


def _length_line(keyword: str, length: Duration | None) -> str | None:
    return None if length is None else f"{keyword} {length}"


def _duty_lines(duty: Duty, currency: str | None) -> list[str]:
    lines = due_lines(duty.deadline)
    if duty.cure is not None:
        lines.append(f"cure {duty.cure}")
    if duty.fulfilled_when is not None:
        lines.append(f"fulfilled when {expression_text(duty.fulfilled_when, currency)}")
    if duty.violated_when is not None:
        lines.append(f"violated when {expression_text(duty.violated_when, currency)}")
    return lines + [f"on breach {effect_text(effect, currency)}" for effect in duty.on_breach]


def _warrant_lines(warrant: Warrant, currency: str | None) -> list[str]:
    rows = [
        f"    {expression_text(row.amount, currency)} when {expression_text(row.condition, currency)}"
        for row in warrant.vesting
    ]
    lines = ["vests", *rows] if rows else []
    if warrant.accelerated_when is not None:
        lines.append(f"vests in full when {expression_text(warrant.accelerated_when, currency)}")
    if warrant.exercised_when is not None:
        at_once = isinstance(warrant.exercised_when, Truth) and warrant.exercised_when.value
        when = "vested" if at_once else expression_text(warrant.exercised_when, currency)
        lines.append(f"exercised when {when}")
    if warrant.net_exercise is not None:
        lines.append(f"net exercise at {expression_text(warrant.net_exercise, currency)}")
    return lines


def _equity_lines(sentence: Issue | Investment | Conversion | OptionPool, currency: str | None) -> list[str]:
    lines: list[str] = []
    if isinstance(sentence, Investment | Conversion):
        lines += due_lines(sentence.schedule)
    if isinstance(sentence, Conversion) and sentence.interest is not None:
        lines.append(f"interest {expression_text(sentence.interest, currency)}")
    if isinstance(sentence, Conversion) and sentence.as_favourable:
        lines.append(f"as favourable as {', '.join(sentence.as_favourable)}")
    if isinstance(sentence, Issue | Investment | Conversion) and sentence.share_class is not None:
        lines.append(f"class {sentence.share_class}")
    if isinstance(sentence, Issue | Investment):
        lines += class_lines(sentence, currency)
    if sentence.basis is not None:
        lines.append(f"basis {sentence.basis}")
    if isinstance(sentence, Investment) and sentence.convention is not None:
        lines.append(f"convention {sentence.convention}")
    if isinstance(sentence, Issue | Investment) and sentence.anti_dilution is not None:
        lines.append(f"anti-dilution {sentence.anti_dilution}")
    return lines


def effect_text(effect: Effect, currency: str | None = None) -> str:
    """`ends deal, except azure_commitment`, `triggers event review`, `terminating party pays 500m`."""
    match effect:
        case EndsDeal(except_clauses):
            return "ends deal" + (f", except {', '.join(except_clauses)}" if except_clauses else "")
        case EndsClause(clause):
            return f"ends clause {clause}"
        case SuspendsClause(clause):
            return f"suspends {clause}"
        case ResumesClause(clause):
            return f"resumes {clause}"
        case TriggersEvent(event):
            return f"triggers event {event}"
        case Pays(payer, payee, amount):
            to = "" if payee is None else f" {payee}"
            return f"{payer or 'terminating party'} pays{to} {expression_text(amount, currency)}"
        case _:
            assert_never(effect)


def allocations_text(allocations: tuple[Allocation, ...], currency: str | None = None) -> str:
    """`microsoft 27%, foundation 26%, others 47%`."""
    return ", ".join(f"{one.holder} {expression_text(one.amount, currency)}" for one in allocations)


def _tier_text(tier: WaterfallTier, currency: str | None) -> str:
    bound = tier_bound_text(tier, currency)
    shares = allocations_text(tier.allocations, currency)
    return f"then {shares}" if bound is None else f"{bound}: {shares}"


def _steps_text(steps: tuple[Step, ...], currency: str | None) -> str:
    """`first 5 years 88%, then 2 years 90%, then 93%`."""
    words = [
        f"{step.length} {expression_text(step.amount, currency)}"
        if step.length is not None
        else expression_text(step.amount, currency)
        for step in steps
    ]
    return "first " + ", then ".join(words)
