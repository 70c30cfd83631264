"""The tour of synthetic data: every stop can be set, and what it says is so."""

from dataclasses import replace

import pytest
import torch

from core.data import synthetic_data
from lessons.synthetic_data import page, told
from lessons.synthetic_data.controls import BATCH, CONTROLS
from lessons.synthetic_data.maths import Epoch
from lessons.synthetic_data.tour import STOPS

BY_KEY = {control.key: control for control in CONTROLS}
OWN, NOISE, TWO_FEATURES, ITERATOR, SHORT, SHUFFLED = STOPS


def epoch_of(stop, **changes):
    s = {**stop.settings, **changes}
    sizes = {"num_examples": s["n"], "batch_size": s["batch_size"], "epoch": s["epoch"], "seed": s["seed"]}
    d = 2 if s["two_features"] else 1
    return Epoch(d, **sizes, shuffle=s["shuffle"], drop_last=s["drop_last"]).minibatches()


def above_the_line(stop, **changes):
    """Each label minus the height of the first feature's blue line, where the other feature is 0."""
    s = {**stop.settings, **changes}
    weight = [s["w1"], s["w2"]] if s["two_features"] else [s["w1"]]
    generator = torch.Generator().manual_seed(s["seed"])
    X, y = synthetic_data(weight, s["b"], s["n"], noise=s["noise"], generator=generator)
    return y[:, 0] - (s["w1"] * X[:, 0] + s["b"])


@pytest.mark.parametrize("stop", STOPS)
def test_the_controls_take_its_settings_and_its_picture_is_on_the_page(stop):
    steps = replace(BATCH, steps=tuple(range(1, len(epoch_of(stop)) + 1)))
    controls = BY_KEY | {BATCH.key: steps}
    assert {key: controls[key].fit(value) for key, value in stop.settings.items()} == stop.settings
    pictures = (told.SCATTER, page.MINIBATCHES)
    assert stop.ring in {f"bare_{picture.name}" if picture.bare else picture.name for picture in pictures}


def test_line_and_labels_tilt_the_other_way_below_zero():
    def slope(**changes):
        s = {**OWN.settings, **changes}
        generator = torch.Generator().manual_seed(s["seed"])
        X, y = synthetic_data([s["w1"]], s["b"], s["n"], noise=s["noise"], generator=generator)
        return torch.corrcoef(torch.stack([X[:, 0], y[:, 0]]))[0, 1]

    assert slope() > 0.9
    assert slope(w1=-2.0) < -0.9


def test_without_noise_every_label_lies_on_the_line_and_with_noise_above_and_below():
    assert above_the_line(NOISE).tolist() == pytest.approx([0] * 200, abs=1e-12)
    assert above_the_line(NOISE, noise=0.5).min() < -0.5
    assert above_the_line(NOISE, noise=0.5).max() > 0.5


def test_it_is_the_other_feature_that_moves_the_labels_off_the_line():
    assert above_the_line(TWO_FEATURES).std() > 3  # sqrt(3.4^2 var(x2)) = 3.4
    assert above_the_line(TWO_FEATURES, w2=0.0).tolist() == pytest.approx([0] * 200, abs=1e-12)


def test_ten_minibatches_of_ten_hold_every_example_once():
    batches = epoch_of(ITERATOR)
    assert [len(batch) for batch in batches] == [10] * 10
    assert sorted(torch.cat(batches).tolist()) == list(range(100))
    assert ITERATOR.play
    assert ITERATOR.settings["batch"] == 1


def test_minibatch_four_holds_four_and_can_be_dropped():
    # 100 = 3 x 32 + 4
    assert [len(batch) for batch in epoch_of(SHORT)] == [32, 32, 32, 4]
    assert [len(batch) for batch in epoch_of(SHORT, drop_last=True)] == [32, 32, 32]


def test_cells_keep_their_color_without_shuffling_alone():
    def cells(**changes):
        return [batch.sort().values.tolist() for batch in epoch_of(SHUFFLED, **changes)]

    assert cells(shuffle=False, epoch=1) == cells(shuffle=False, epoch=2) == cells(shuffle=False, epoch=3)
    assert len({str(cells(epoch=epoch)) for epoch in (1, 2, 3)}) == 3
