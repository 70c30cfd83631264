"""A random walk over the lessons: visits, controls, buttons, links, Back, languages, in any order.

After each step the controls, the store and the address say the same; from time to time a fresh visit that opens the
address must see the same page, words, tables and pictures. `python -m tests.walk 10000` walks further than the tests.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator

from streamlit.testing.v1 import AppTest

from tests.visiting import LANGUAGES, LESSONS, visit
from texts import quiz
from ui.lesson import HOME, Lesson
from ui.visit import Visit

PATIENCE = 12  # steps between two comparisons with a fresh visit


class Walk:
    """One visitor, who does at random what visitors do; `trail` tells what."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.app: AppTest = visit(query={"lang": "en"})
        self.lesson: Lesson = HOME
        self.trail: list[str] = []
        self.history: list[tuple[Lesson, dict[str, str]]] = []

    def step(self) -> None:
        """Do one thing, and check that all agree."""
        kinds = (
            [self.move] * 6
            + [self.press] * 3
            + [self.change_lesson] * 2
            + [self.go_back, self.open_exercise, self.open_stop, self.speak]
        )
        self.random.choice(kinds)()
        assert not self.app.exception, self.told()
        self.check()
        self.history.append((self.lesson, self.address()))

    def told(self) -> str:
        """The way here, for a report."""
        return f"{[e.message for e in self.app.exception]} after " + " > ".join(self.trail[-25:])

    def address(self) -> dict[str, str]:
        """The address as it stands."""
        return {n: text if isinstance(text, str) else text[-1] for n, text in self.app.query_params.items()}

    def store(self) -> Visit:
        """What the app keeps of this visit."""
        found: Visit = self.app.session_state["visit"]
        return found

    # --- what visitors do

    def change_lesson(self) -> None:
        """By the menu, whose links carry no settings."""
        self.lesson = self.random.choice(LESSONS)
        self.open({}, "menu")

    def go_back(self) -> None:
        """To a page as it was left."""
        if self.history:
            self.lesson, address = self.random.choice(self.history[-20:])
            self.open(address, "back")

    def open_exercise(self) -> None:
        """By its link."""
        count = len(self.lesson.exercises)
        if count:
            self.open({"lang": "en", "exercise": str(self.random.randint(1, count))}, "exercise")

    def open_stop(self) -> None:
        """By its link, or by a press."""
        count = len(self.lesson.stops)
        if count and self.random.random() < 0.5:
            self.open({"stop": str(self.random.randint(1, count))}, "stop")
        elif count:
            number = self.random.randint(0, count)
            self.trail.append(f"press stop {number}")
            self.app.segmented_control(key="stop").set_value(str(number)).run()

    def open(self, address: dict[str, str], how: str) -> None:
        """Open an address of the lesson within the visit."""
        self.trail.append(f"{how} /{self.lesson.url} {address}")
        self.app.query_params.clear()
        self.app.query_params.update(address)
        self.app.switch_page(self.lesson.path)
        self.app.run()

    def speak(self) -> None:
        """The other language."""
        control = self.app.segmented_control(key="lang")
        self.trail.append("language")
        control.set_value("zh" if control.value == "en" else "en").run()

    def move(self) -> None:
        """A control of the lesson, to any of its values."""
        widgets = [widget for widget in self.widgets() if self.values(widget)]
        if widgets:
            widget = self.random.choice(widgets)
            value = self.random.choice(self.values(widget))
            self.trail.append(f"{widget.key}={value}")
            widget.set_value(value).run()

    def press(self) -> None:
        """A button: exercises, situations, the book; the questions on the page are answered first."""
        for name in ("section_quiz", "section_exercises"):
            if name in self.app.session_state:
                self.app.session_state[name] = True
        self.app.run()
        for widget in [*self.app.pills, *self.app.slider]:
            if widget.key.startswith("guess_"):
                widget.set_value(widget.max if widget.type == "slider" else 0)
        self.app.run()
        keys = [b.key for b in self.app.button if b.key and not b.disabled and not b.key.startswith(("check", "again"))]
        if keys:
            key = self.random.choice(sorted(keys))
            self.trail.append(f"press {key}")
            self.app.button(key=key).click().run()

    # --- what must hold

    def widgets(self) -> list:
        """The widgets of the lesson's controls that stand on the page."""
        app = self.app
        keys = {control.key for control in self.lesson.controls}
        found = [*app.slider, *app.select_slider, *app.toggle, *app.segmented_control, *app.selectbox]
        return [widget for widget in found if widget.key in keys]

    def values(self, widget) -> list:
        """Some values that a widget can take."""
        control = next(c for c in self.lesson.controls if c.key == widget.key)
        if widget.type == "slider":
            span = round((widget.max - widget.min) / widget.step)
            places = [0, span, *(self.random.randint(0, span) for _ in range(3))]
            return [control.fit(widget.min + place * widget.step) for place in places]
        if widget.type == "toggle":
            return [not widget.value]
        if widget.type == "select_slider":
            options = getattr(self.store().drawn[widget.key], "options", ())
            return self.random.sample(list(options), min(4, len(options)))
        return list(control.options)

    def check(self) -> None:
        """Control = state = address."""
        now, address = self.store(), self.address()
        assert now.lesson is not None
        assert now.lesson.url == self.lesson.url, self.told()
        known = {"lang", "projector", "stop"}
        at = now.stops.get(self.lesson.url, 0)
        baseline = self.lesson.stops[at - 1].settings if at else {}
        assert address.get("stop") == (str(at) if at else None), self.told()
        for widget in self.widgets():
            value, _ = now.own[self.lesson.url, widget.key]
            assert widget.value == value, (widget.key, widget.value, value, self.told())
        for control in self.lesson.controls:
            drawn = now.drawn.get(control.key, control)
            value = now.current(self.lesson, drawn)
            known.add(control.key)
            default = value is None or value == baseline.get(control.key, drawn.default)
            expected = None if default else drawn.write(value)
            assert address.get(control.key) == expected, (control.key, address, expected, self.told())
        assert set(address) <= known, (address, self.told())

    def reload(self) -> None:
        """A fresh visit that opens the address sees the same."""
        fresh = visit(self.lesson, query=self.address())
        faults = [w.value for w in fresh.warning if "link" in w.value or "链接" in w.value]
        assert not faults, (faults, self.told())
        ours, theirs = list(shown(self.app)), list(shown(fresh))
        for mine, other in zip(ours, theirs, strict=True):
            assert mine == other, (mine[:300], other[:300], self.told())


def shown(app: AppTest) -> Iterator[str]:
    """What a page shows that depends on its settings: words, tables, pictures; not what a visit keeps (guesses)."""
    asked = [text.of(lang) for text in (quiz.SHOWN, quiz.SET) for lang in LANGUAGES]
    done = (":material/route:", ":material/task_alt:", ":material/flag:")
    kept = ("psychology", "kept run", "保留的训练", *done, *asked)
    for element in [*app.title, *app.caption, *app.latex, *app.code]:
        if not any(word in element.value for word in kept):
            yield element.value
    for table in app.table:
        yield table.value.to_csv()
    for chart in app.get("vega_lite_chart"):
        yield chart.proto.spec
        for dataset in chart.proto.datasets:
            if dataset.name != "kept":
                yield f"{dataset.name} {hash(dataset.data.data)}"


def walk(seed: int, steps: int) -> Walk:
    """Walk so many steps. Errors: AssertionError with the trail, where something does not agree."""
    walker = Walk(seed)
    for number in range(1, steps + 1):
        walker.step()
        if number % PATIENCE == 0:
            walker.reload()
    return walker


if __name__ == "__main__":
    steps = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    for start in range(0, steps, 500):
        done = walk(start, min(500, steps - start))
        print(f"{start + len(done.trail)} steps", flush=True)
