"""Farrington 1996, Noufaily 2013 and EARS, one week of one series at a time, as the papers say."""

import numpy as np
from scipy import stats

from tests.reference import twin_dispersion, twins

YEAR = 52


def farrington(series, k, *, years, half, alpha=0.05, reweight=True):
    """(expected, upper) of week number k."""
    rows = [k - YEAR * i + j for i in range(years, 0, -1) for j in range(-half, half + 1)]
    fit = with_trend = _fit(series, rows, None, trend=True, threshold=1 if reweight else None)
    if with_trend["trend"]:
        p = 2 * stats.t.sf(abs(fit["b"][1] / _errors(fit, fit["raw"])[1]), fit["left"])
        at = np.exp(_at(fit, k, None) @ fit["b"])
        if not (years >= 3 and p < 0.05 and at <= max(series[i] for i in rows)):
            fit = _fit(series, rows, None, trend=False, threshold=1 if reweight else None)
    x = _at(fit, k, None)
    mu = np.exp(x @ fit["b"])
    error = mu * np.sqrt(x @ fit["inverse"] @ x * fit["phi"])
    return mu, _power_limit(mu, error, fit["phi"], alpha / 2)


def noufaily(series, k, *, years=5, half=3, periods=10, past=26, trend_p=1.0, alpha=0.05,
             threshold=2.58, limit="delta"):  # fmt: skip
    """(expected, upper) of week number k, None where the regression does not converge."""
    group = _seasons(k, years, half, periods)
    rows = [i for i in sorted(group) if i < k - past]
    seasons = [group[i] for i in rows]
    fit = _fit(series, rows, seasons, trend=True, threshold=threshold)
    if fit is not None and fit["trend"]:
        p = 2 * stats.t.sf(abs(fit["b"][1] / _errors(fit, fit["odd"])[1]), fit["left"])
        at = np.exp(_at(fit, k, periods) @ fit["b"])
        if not (years >= 3 and p < trend_p and at <= max(series[i] for i in rows)):
            fit = _fit(series, rows, seasons, trend=False, threshold=threshold)
    if fit is None:
        return None
    x = _at(fit, k, periods)
    eta, error = x @ fit["b"], np.sqrt(x @ fit["inverse"] @ x * fit["odd"])
    if limit == "delta":
        return np.exp(eta), _power_limit(np.exp(eta), error * np.exp(eta), fit["phi"], alpha)
    mu = np.exp(eta + (stats.norm.ppf(1 - alpha) * error if limit == "muan" else 0))
    if fit["phi"] == 1:
        return np.exp(eta), stats.poisson.ppf(1 - alpha, mu)
    return np.exp(eta), stats.nbinom.ppf(1 - alpha, mu / (fit["phi"] - 1), 1 / fit["phi"])


def _seasons(k, years, half, periods):
    """{week: part of the year}; the part of week k itself is the last."""
    group = {}
    later = k
    for week in range(k - half, k + 1):
        group[week] = periods
    for year in range(1, years + 1):
        week = k - YEAR * year
        for j in range(week - half, week + half + 1):
            group[j] = periods
        rest = list(range(week + half + 1, later - half))
        sizes = [len(rest) // (periods - 1) + (j < len(rest) % (periods - 1)) for j in
                 range(periods - 1)] if periods > 1 else []  # fmt: skip
        for j, size in enumerate(sizes):
            for _ in range(size):
                group[rest.pop(0)] = j + 1
        later = week
    return group


def _power_limit(mu, error, phi, alpha):
    tau = phi + error**2 / mu
    deviation = np.sqrt(4 / 9 * mu ** (1 / 3) * tau)
    return (mu ** (2 / 3) + stats.norm.ppf(1 - alpha) * deviation) ** 1.5


def _fit(series, rows, seasons, *, trend, threshold):
    y = np.array([series[i] for i in rows], dtype=float)
    names = sorted(set(seasons)) if seasons else [None]
    columns = [np.ones(len(y))]
    if trend:
        columns.append(np.array(rows, dtype=float))
    columns += [np.array([s == name for s in seasons], dtype=float) for name in names[1:]]
    x = np.stack(columns, axis=1)
    found = _glm(x, y, np.ones(len(y)))
    if not found["converged"] and trend:
        return _fit(series, rows, seasons, trend=False, threshold=threshold)
    if not found["converged"] and seasons:
        return None
    odd = found["raw"]
    if threshold is not None:
        mu, phi = found["mu"], max(found["raw"], 1)
        hat = np.diag(x @ found["inverse"] @ x.T) * found["w"]
        s = 1.5 * (y ** (2 / 3) * mu ** (-1 / 6) - mu**0.5) / np.sqrt(phi * (1 - hat))
        omega = np.array([v**-2 if v > threshold else 1.0 for v in s])
        omega *= len(y) / omega.sum()
        found = _glm(x, y, omega)
        odd = np.sum(omega * ((y - found["mu"]) / found["mu"]) ** 2) / found["left"]
        if not seasons:
            odd = found["raw"]
    return found | {"phi": max(found["raw"], 1), "odd": odd, "trend": trend, "names": names}


def _glm(x, y, omega):
    """Iteratively reweighted least squares as in R: start, steps and stop."""
    mu = y + 0.1
    eta = np.log(mu)
    deviance, converged = _deviance(y, mu, omega), False
    for _ in range(25):
        w = omega * mu
        z = eta + (y - mu) / mu
        q, r = np.linalg.qr(x * np.sqrt(w)[:, None])
        b = np.linalg.solve(r, q.T @ (np.sqrt(w) * z))
        eta = x @ b
        mu = np.exp(eta)
        before, deviance = deviance, _deviance(y, mu, omega)
        if abs(deviance - before) / (abs(deviance) + 0.1) < 1e-8:
            converged = True
            break
    left = len(y) - x.shape[1]
    raw = np.sum(w * ((y - mu) / mu) ** 2) / left
    inverse = np.linalg.inv(r.T @ r)
    return {"b": b, "mu": mu, "w": w, "left": left, "raw": raw, "inverse": inverse,
            "converged": converged}  # fmt: skip


def _deviance(y, mu, omega):
    own = np.array([v * np.log(v / m) if v else 0.0 for v, m in zip(y, mu, strict=True)])
    return 2 * np.sum(omega * (own - (y - mu)))


def _errors(fit, dispersion):
    return np.sqrt(np.diag(fit["inverse"]) * dispersion)


def _at(fit, k, season):
    row = [1.0, *([float(k)] if fit["trend"] else [])]
    return np.array(row + [float(name == season) for name in fit["names"][1:]])


def ears(series, k, variant, *, baseline=7, alpha=None):
    """The limit of week k."""
    gap = 0 if variant == "C1" else 2
    z = stats.norm.ppf(1 - (alpha or (0.025 if variant == "C3" else 0.001)))

    def around(week):
        window = series[week - gap - baseline : week - gap]
        return np.mean(window), np.std(window, ddof=1)

    mean, deviation = around(k)
    if variant != "C3":
        return mean + z * deviation
    earlier = 0.0
    for week in (k - 1, k - 2):
        m, d = around(week)
        earlier += max(0.0, (series[week] - m) / d - 1)
    return max(0.0, series[k] + deviation * (z - earlier))


def completeness(ages, delays):
    """Share reported by each delay: the product, from the end, of "not exactly so late"."""
    longest = max(delays, default=0)
    shares = [1.0]
    for d in range(longest, 0, -1):
        seen = [delay for age, delay in zip(ages, delays, strict=True) if age >= d and delay <= d]
        late = sum(delay == d for delay in seen)
        shares.insert(0, shares[0] * (1 - late / max(len(seen), 1)))
    return shares


def alarms(counts, weeks, fdr, few=(5, 4)):
    """{(series, week): (expected, upper, p, found)}: the choice, the caution and the families.

    expected and upper are None where there are too few cases to judge. Whole years of 52 weeks.
    """
    years = max((y for y in range(3, 6) if weeks[0] - YEAR * y >= 3), default=0)
    told = {}
    for k in weeks:
        judged, exact = [], [] if years else _by_weeks(counts, k)
        for i, series in enumerate(counts):
            if sum(series[k - few[1] + 1 : k + 1]) < few[0]:
                judged.append((None, None, 1.0))
            elif years:
                judged.append(_by_years(series, k, years))
            else:
                expected = sum(series[k - 9 : k - 2]) / 7
                judged.append((expected, ears(series, k, "C2"), exact[i]))
        held = twins.benjamini_hochberg([p for *_, p in judged], fdr)
        for i, (expected, upper, p) in enumerate(judged):
            above = upper is not None and counts[i][k] > upper
            told[i, k] = expected, upper, p, bool(held[i] and above)
    return told


def _by_weeks(counts, k):
    """P(at least as many as in week k | the seven before), as jumpy as the series have been."""
    before = [series[k - 9 : k - 2] for series in counts]
    clumping, spread, _ = twin_dispersion.estimate(before, [[1.0] * 7 for _ in before])
    found = []
    for series, past, own, shared in zip(counts, before, clumping, spread, strict=True):
        now, total = series[k], series[k] + sum(past)
        rate = min(max(total, 1) / 8, (sum(past) + 1) / 7)
        c = shared + own / rate
        if c == 0:
            found.append(twins.binomial_at_least(now, total, 1 / 8))
        else:
            found.append(twins.beta_binomial_at_least(now, total, 1 / c, 7 / c))
    return found


def _by_years(series, k, years):
    """The published limit, and the tail at the upper end of the expected without reweighting."""
    expected, upper = noufaily(series, k, years=years)
    p = careful(series, k, years)
    return expected, upper, p


def careful(series, k, years, alpha=0.05):
    """P(at least as many) at the upper end of what is expected, the old peaks at full weight."""
    group = _seasons(k, years, 3, 10)
    rows = [i for i in sorted(group) if i < k - 26]
    seasons = [group[i] for i in rows]
    fit = _fit(series, rows, seasons, trend=True, threshold=None)
    if fit["trend"] and np.exp(_at(fit, k, 10) @ fit["b"]) > max(series[i] for i in rows):
        fit = _fit(series, rows, seasons, trend=False, threshold=None)
    x = _at(fit, k, 10)
    error = np.sqrt(x @ fit["inverse"] @ x * fit["odd"])
    mu = np.exp(x @ fit["b"] + stats.norm.ppf(1 - alpha) * error)
    if fit["phi"] == 1:
        return stats.poisson.sf(series[k] - 1, mu)
    return stats.nbinom.sf(series[k] - 1, mu / (fit["phi"] - 1), 1 / fit["phi"])
