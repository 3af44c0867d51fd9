"""What is paid when a power is used or a duty is violated, where the day is certain."""

from termwise.ir.program import Movement, Value
from termwise.lower.asking import Lowers, NotLoweredError, Use
from termwise.lower.passes.exchange import money
from termwise.lower.passes.moments import given
from termwise.lower.passes.shares import share_of
from termwise.lower.passes.times import certain_ends
from termwise.lower.passes.wording import said_by, words
from termwise.model.sentence import Duty, Pays, Power
from termwise.standing.power_states import all_exercises
from termwise.view.agreement import ClauseHistory, Version
from termwise.view.course import Reach


def lower_fees(lo: Lowers, history: ClauseHistory) -> None:
    """The payments among the effects of a power's exercise, or of a duty's breach, in the wording of the day."""
    for version in history.versions:
        match version.clause.sentence:
            case Power(effects=effects) as power if any(isinstance(effect, Pays) for effect in effects):
                _power(lo, history, version, power)
            case Duty(on_breach=effects) as duty if any(isinstance(effect, Pays) for effect in effects):
                _duty(lo, history, version, duty)
            case _:
                pass


def _power(lo: Lowers, history: ClauseHistory, version: Version, power: Power) -> None:
    used = [one for one in all_exercises(lo.facts, history.name) if not one.is_declaration]
    policies = [use for use in lo.uses(history.name) if use.by is version]
    if not used and not policies:
        lo.leave_out(history.name, "what is paid when it is used: nothing says that it is used")
    for use in policies:
        for effect in power.effects:
            if isinstance(effect, Pays):
                _on(lo, version, effect, _sides_of(power, effect), _while_it_lasts(lo, history.name, use))
    for exercise in used:
        for effect in power.effects:
            if isinstance(effect, Pays):
                payer = effect.payer or exercise.by
                others = [holder for holder in power.holders if holder != payer]
                payee = effect.payee or (others[0] if len(others) == 1 else None)
                _pays(lo, version, effect, (payer, payee), exercise.takes_effect)


def _duty(lo: Lowers, history: ClauseHistory, version: Version, duty: Duty) -> None:
    for effect in duty.on_breach:
        if isinstance(effect, Pays):
            sides = (effect.payer or duty.act.actor, effect.payee or duty.act.counterparty)
            for use in lo.uses(history.name):
                if use.by is version:
                    _on(lo, version, effect, sides, use.takes_effect)
            _pays(lo, version, effect, sides, lo.facts.breach(history.name))


def _pays(lo: Lowers, version: Version, effect: Pays, sides: tuple[str | None, str | None], when: Reach) -> None:
    clause = version.clause.name
    if when.earliest is None:
        return
    if when.earliest != when.latest:
        if lo.uses(clause):
            return
        lo.leave_out(clause, f"{words(lo, effect.amount)} to be paid: on which day, if at all, is open")
        return
    if not _governs(lo, version, when):
        return
    _on(lo, version, effect, sides, given(lo, f"{clause}: fee due", when.earliest))


def _on(lo: Lowers, version: Version, effect: Pays, sides: tuple[str | None, str | None], day: Value) -> None:
    """Pay on a day of the run."""
    clause, b = version.clause.name, lo.builder
    payer, payee = sides
    if payer is None or payee is None:
        raise NotLoweredError("who is paid by whom is not said")
    if share_of(lo, effect.amount).flows:
        raise NotLoweredError("a fee per time has no total")
    with lo.saying(clause, f"fee of {words(lo, effect.amount)}", said_by(version, "sentence.effects", "sentence")):
        amount = b.when(b.falls_in_period(day), money(lo, effect.amount, f"{clause}: fee"))
        lo.move(Movement(clause, payer, payee, amount, day, "fee"))


def _sides_of(power: Power, effect: Pays) -> tuple[str | None, str | None]:
    """Who pays whom when a power is used by policy: its only holder is the one who uses it."""
    user = power.holders[0] if len(power.holders) == 1 else None
    return effect.payer or user, effect.payee


def _while_it_lasts(lo: Lowers, clause: str, use: Use) -> Value:
    """The day a use takes effect; never when something else has ended the power before it was used."""
    b, sources = lo.builder, lo.facts.sources
    others = [one for one in (*sources.ends.get(clause, ()), *sources.ends_deal) if one != clause]
    ended = [other.takes_effect for one in dict.fromkeys(others) for other in lo.uses(one)]
    ended += [day for one in dict.fromkeys(others) for day in certain_ends(lo, one, clause, survives=False)]
    return b.select(b.less(b.earliest(ended), use.day), b.never(), use.takes_effect)


def _governs(lo: Lowers, version: Version, when: Reach) -> bool:
    """Whether this wording is the one of the day."""
    history = lo.agreement.clause(version.clause.name)
    begun = (
        []
        if history is None or when.earliest is None
        else [one for one in history.versions if one.begins.by(when.earliest).value]
    )
    return bool(begun) and begun[-1] is version
