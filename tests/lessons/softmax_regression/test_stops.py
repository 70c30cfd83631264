"""The stops of the tour through softmax regression: they open, and what they say is so."""

from dataclasses import replace
from functools import cache

import torch

from core.losses import softmax
from lessons.softmax_regression import tables, views, words
from lessons.softmax_regression.controls import CONTROLS, STEP
from lessons.softmax_regression.experiments import settings_of
from lessons.softmax_regression.maths import train
from lessons.softmax_regression.run import _PAIRS
from lessons.softmax_regression.tour import STOPS

BY_KEY = {control.key: control for control in CONTROLS}
BORDERS, LOSS_AND_ACCURACY, SIX, WEIGHTS, SAMPLE, MISTAKES = STOPS
trained = cache(train)


def run_of(stop, **moved):
    """What a stop trains when some of its controls have been moved: what it does not name has its default."""
    return settings_of({key: control.default for key, control in BY_KEY.items()} | dict(stop.settings) | moved)


def shown_at(stop, **moved):
    return trained(run_of(stop, **moved))


def says(stop, figure):
    return figure in stop.say.en and figure in stop.say.zh


def test_a_tour_of_six_whose_settings_the_controls_take_and_whose_pictures_are_on_the_page():
    assert len(STOPS) == 6
    for stop in STOPS:
        found = BY_KEY | {"step": replace(STEP, steps=tuple(shown_at(stop).steps))}
        for key, value in stop.settings.items():
            fitted = found[key].fit(value)
            assert (fitted, type(fitted)) == (value, type(value)), key
        models = [views.REGIONS] if run_of(stop).plane else [views.WEIGHTS, views.SAMPLE]
        pictures = [*models, views.LEARNING, views.CONFUSION]
        assert stop.ring in [f"bare_{picture.name}" if picture.bare else picture.name for picture in pictures]


def test_nearly_all_are_right_after_two_steps_and_the_loss_falls_on_as_the_model_grows_surer():
    found = shown_at(BORDERS)
    two = found.steps.index(2)
    accuracy = found.accuracy_train[:, 0]
    assert float(accuracy[0]) < 0.5
    assert says(BORDERS, f"{float(accuracy[two]):.0%}")
    assert float((accuracy[two:] - accuracy[two]).abs().max()) < 0.03
    loss = found.history.loss[:, 0]
    assert float(loss[-1]) < 0.2 * float(loss[two])
    X = found.data.X[found.data.train]
    surest = [softmax(X @ found.history.weight[f, 0] + found.history.bias[f, 0]).amax(-1).mean() for f in (two, -1)]
    assert float(surest[1]) > 1.5 * float(surest[0])


def test_loss_and_accuracy_fall_together_in_the_next_frame():
    found = shown_at(LOSS_AND_ACCURACY)
    before = found.steps.index(LOSS_AND_ACCURACY.settings["step"])
    steps = found.steps[before : before + 2]
    assert all(says(LOSS_AND_ACCURACY, f"{step}") for step in steps)
    for fallen in (found.history.loss, found.accuracy_train):
        assert float(fallen[before + 1, 0]) < float(fallen[before, 0])


def swing(found):
    """The average angle in radians between the directions of a class's weights in one frame and the next."""
    weight = found.history.weight[20:, 0]
    return float(torch.cosine_similarity(weight[1:], weight[:-1], dim=-2).clamp(-1, 1).acos().mean())


def test_regions_swing_under_squared_loss_and_hold_still_under_cross_entropy():
    squared, cross = shown_at(SIX), shown_at(SIX, loss="cross_entropy")
    assert all(a.equal(b) for a, b in zip(squared.history.batches, cross.history.batches, strict=True))
    assert swing(cross) < 0.2 * swing(squared)
    late = [found.accuracy_test[-10:, 0] for found in (squared, cross)]
    assert float(late[0].max() - late[0].min()) > 5 * float(late[1].max() - late[1].min())
    assert float(late[0].max()) < float(late[1].min())


def test_the_middle_speaks_most_against_0():
    weight = shown_at(WEIGHTS).history.weight[-1, 0].reshape(8, 8, 10)
    assert int(weight[3:5, 3:5].sum((0, 1)).argmin()) == 0


def test_the_hard_4_has_nearly_the_largest_gradient_and_the_easy_one_hardly_any():
    found = shown_at(SAMPLE)
    samples = tables.sample_indices(found.data, 10)
    for number, largest in ((10, 0.99), (9, 0.0)):
        example = samples[number - 1]
        p = softmax(found.data.X[example] @ found.history.weight[-1, 0] + found.history.bias[-1, 0])
        assert int(found.data.y[example]) == 4
        assert int(p.argmax()) == (9 if number == 10 else 4)
        assert largest <= 1 - float(p[4]) < largest + 0.01


def test_one_mistake_is_the_most_frequent_and_the_penguins_need_their_bill_length():
    counts = shown_at(MISTAKES).counts[-1, 0].clone().fill_diagonal_(0)
    most = counts.flatten().topk(2)
    assert divmod(int(most.indices[0]), 10) == (5, 9)
    assert most.values[0] > most.values[1]
    birds = run_of(MISTAKES, data="penguins")
    right = {name: float(trained(replace(birds, features=_PAIRS[name])).accuracy_test[-1, 0]) for name in words.PAIRS}
    long = [name for name in right if "bill_length" in name]
    assert len(long) == 3
    assert min(right[name] for name in long) > 0.05 + max(right[name] for name in right if name not in long)
