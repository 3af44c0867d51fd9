"""In JAX: the month's step of the NumPy version, scanned over the months and compiled by XLA, in float64."""

from functools import partial
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
from numpy.typing import NDArray

from bench.rivals.draws import BASE, CORRELATED, GROWTH, NEVER, VARIATION
from bench.rivals.numpy_version import BASE_DAY, QUANTILES, month_of
from bench.rivals.step import STATES, Month, Path, net_cash, step
from bench.rivals.terms import CLAUSES, Q95, SERIES, Wait, months, outage_per_day, program, waits, year_after, years

jax.config.update("jax_enable_x64", True)
CHUNK = 16_384
Reals = NDArray[np.float64]


def run(paths: int, seed: int, *, fans: bool) -> tuple[Reals, Reals | None]:
    """As `numpy_version.run`; the number of paths is rounded up to whole chunks."""
    chunks = -(-paths // CHUNK)
    totals, kept = np.zeros(len(CLAUSES)), []
    for key in jax.random.split(jax.random.key(seed), chunks):
        sums, shown = _chunk(key, fans)
        totals += np.asarray(sums)
        if fans:
            kept.append(np.asarray(shown, np.float32))
    if not fans:
        return totals / (chunks * CHUNK), None
    every = np.concatenate(kept, axis=2)
    means = every.mean(axis=2, dtype=np.float64)
    every.sort(axis=2)
    places = [round(q / 100 * (every.shape[2] - 1)) for q in QUANTILES]
    fan = np.concatenate([every[:, :, places], means[:, :, None]], axis=2).astype(float)
    return totals / (chunks * CHUNK), fan.swapaxes(0, 1)


@partial(jax.jit, static_argnums=1)
def _chunk(key: Any, fans: bool) -> tuple[Any, Any]:
    of_path, of_rates, of_walks = jax.random.split(key, 3)
    path = _path(of_path)
    logs = {}
    for (name, (low, high)), own in zip(GROWTH.items(), jax.random.split(of_rates, 3), strict=True):
        middle, spread = (np.log(low) + np.log(high)) / 2, (np.log(high) - np.log(low)) / (2 * Q95)
        logs[name] = jnp.log1p(jnp.exp(middle + spread * jax.random.normal(own, (CHUNK,))))
    zero = jnp.zeros(CHUNK)

    def one(carry: Any, x: Any) -> tuple[Any, Any]:
        state, walks, sums = carry
        calendar, key, root, to_middle, to_end = x
        own = dict(zip(BASE, jax.random.normal(key, (3, CHUNK)), strict=True))
        moves = {"revenue": own["revenue"]}
        for name, shared in CORRELATED.items():
            moves[name] = shared * own["revenue"] + np.sqrt(1 - shared**2) * own[name]
        walks = {name: walk + root * moves[name] for name, walk in walks.items()}
        levels = {}
        for name, sigma in VARIATION.items():
            time, days = (to_end, 1.0) if name == "value" else (to_middle, calendar.days)
            drift = -(sigma**2) / 2 * to_end
            levels[name] = BASE[name] * days * jnp.exp(logs[name] * time + sigma * walks[name] + drift)
        month = calendar._replace(**levels)
        state, paid, back = step(jnp, state, month, path)
        sums = {name: sums[name] + paid[name] for name in CLAUSES}
        every = {**net_cash(paid, back), **levels, **paid}
        shown = jnp.stack([every[name] for name in SERIES]).astype(jnp.float32) if fans else None
        return (state, walks, sums), shown

    start = (dict.fromkeys(STATES, zero), dict.fromkeys(BASE, zero), dict.fromkeys(CLAUSES, zero))
    (_, _, sums), shown = jax.lax.scan(one, start, _calendar(of_walks))
    return jnp.stack([sums[name].sum() for name in CLAUSES]), shown


def _calendar(key: Any) -> tuple[Any, ...]:
    """What the scan runs over: months, keys, roots of their lengths in years, years to their middles and ends."""
    c = months()
    each = [month_of(k, dict.fromkeys(BASE, np.zeros(()))) for k in range(len(c.days))]
    stacked = Month(*(jnp.array([float(getattr(one, name)) for one in each]) for name in Month._fields))
    roots = jnp.sqrt(jnp.diff(jnp.array(c.years_to_end), prepend=0.0))
    to_middle = jnp.array(c.years_to_middle - years(BASE_DAY))
    return stacked, jax.random.split(key, len(each)), roots, to_middle, jnp.array(c.years_to_end)


def _path(key: Any) -> Path:
    keys = jax.random.split(key, 7)
    today = jnp.full(CHUNK, float(program().periods[0].start))
    proven = _after(keys[0:2], waits()["proven"], today)
    verified = _after(keys[2:4], waits()["verified"], proven)
    listing = _after(keys[4:6], waits()["listing"], today)
    trial = jnp.floor(jnp.log(jax.random.uniform(keys[6], (CHUNK,))) / np.log1p(-outage_per_day()))
    outage = jnp.minimum(today + trial, NEVER)
    first, later = year_after()
    place = jnp.minimum(outage - first, len(later) - 1).astype(int)
    return Path(verified, listing, outage, jnp.where(outage < first + len(later), jnp.array(later)[place], NEVER))


def _after(keys: Any, wait: Wait, begins: Any) -> Any:
    days = jnp.rint(jnp.exp(wait.mean + wait.deviation * jax.random.normal(keys[0], (CHUNK,))))
    happens = jax.random.uniform(keys[1], (CHUNK,)) < wait.chance
    return jnp.where(happens & (begins < NEVER), jnp.minimum(begins + days, NEVER), NEVER)
