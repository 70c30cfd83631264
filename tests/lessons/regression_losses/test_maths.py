"""The likelihoods of the losses are densities; draws have the quantiles of scipy."""

import itertools
import math

import pytest
import torch
from scipy import integrate, stats

from lessons.regression_losses.maths import TAILS, density, draw, normalizer, quantile
from lessons.regression_losses.names import NAMES

DELTAS = (0.1, 0.5, 1.0, 2.3, 5.0)


def at(name, delta):
    """The density as a function of one number."""
    return lambda r: float(density(torch.tensor([r], dtype=torch.float64), name, delta))


@pytest.mark.parametrize("delta", DELTAS)
@pytest.mark.parametrize("name", NAMES)
def test_each_likelihood_integrates_to_one(name, delta):
    # In pieces, so that the quadrature sees the kinks at 0 and delta.
    cuts = [0.0, delta, delta + 5 / delta, math.inf]
    half = sum(integrate.quad(at(name, delta), a, b, epsabs=1e-12)[0] for a, b in itertools.pairwise(cuts))
    assert 2 * half == pytest.approx(1, abs=1e-9)


@pytest.mark.parametrize("delta", DELTAS)
def test_hubers_normalizer_is_the_integral_of_its_likelihood(delta):
    middle, _ = integrate.quad(lambda r: math.exp(-r * r / 2), -delta, delta, epsabs=1e-13)
    tail, _ = integrate.quad(lambda r: math.exp(-delta * (r - delta / 2)), delta, math.inf, epsabs=1e-13)
    assert normalizer("huber", delta) == pytest.approx(middle + 2 * tail, rel=1e-10)


def test_densities_are_those_of_scipy():
    r = torch.linspace(-5, 5, 101, dtype=torch.float64)
    expected = {"l2": stats.norm.pdf(r), "l1": stats.laplace.pdf(r)}
    for name, values in expected.items():
        torch.testing.assert_close(density(r, name), torch.as_tensor(values), rtol=0, atol=1e-12)
    # Huber's goes to the Gaussian as delta grows.
    torch.testing.assert_close(density(r, "huber", 8.0), torch.as_tensor(stats.norm.pdf(r)), rtol=0, atol=1e-12)


def test_quantiles_are_those_of_scipy():
    share = torch.linspace(0.001, 0.999, 57, dtype=torch.float64)
    expected = {"gaussian": stats.norm, "laplace": stats.laplace(scale=1 / math.sqrt(2)), "student": stats.t(2)}
    assert set(expected) == set(TAILS)
    for tails, theirs in expected.items():
        torch.testing.assert_close(quantile(tails, share), torch.as_tensor(theirs.ppf(share)), rtol=1e-9, atol=1e-12)


def test_laplace_noise_has_the_standard_deviation_of_the_gaussian(seeded):
    for tails in ("gaussian", "laplace"):
        _, noise = draw(tails, (200_000,), generator=seeded(1))
        # Five standard errors of the variance; its kurtosis is at most 6.
        assert float(noise.var()) == pytest.approx(1, abs=5 * math.sqrt(5 / 200_000))


def test_the_same_seed_draws_the_same_ranks_and_another_seed_others(seeded):
    features, noise = zip(*(draw(tails, (50,), generator=seeded(4)) for tails in TAILS), strict=True)
    assert all(torch.equal(features[0], other) for other in features[1:])
    assert all(torch.equal(noise[0].argsort(), other.argsort()) for other in noise[1:])
    assert not torch.equal(noise[0], draw("gaussian", (50,), generator=seeded(5))[1])


@pytest.mark.parametrize(("call", "bad"), [(lambda: quantile("cauchy", torch.rand(1)), "cauchy")])
def test_unknown_tails_are_refused(call, bad):
    with pytest.raises(ValueError, match=bad):
        call()
