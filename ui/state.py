"""What a visit has chosen: the one store, and the only module that knows `st.session_state` and `st.query_params`.

Every lesson declares its controls. The store keeps a value for each lesson and control; what is `shared` (the truth,
the data, the logits) is taken along when it was chosen by hand, or by a link. On arrival at a lesson its values are
settled once, before anything is drawn: from the address if that says something new, else as they were left. Whatever
sets several controls at a time (an exercise, the reveal of a question, the book's settings) enters by `enter`.

The address is written here, too, never by Streamlit's own binding: it then always says what the store says, in names
that no language changes, and a value that is not the control's default.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import streamlit as st

from texts import Language
from ui import links, teaching
from ui.links import foreign
from ui.teaching import Teaching
from ui.visit import BadValue, Declared, Fault, Value, Visit, switched_on

if TYPE_CHECKING:
    from ui.lesson import Lesson

MORE = "told_more"  # what is told in sections: see `sections.more`
LANGUAGES: dict[Language, str] = {"en": "English", "zh": "中文"}


def visit() -> Visit:
    """The store of this visit."""
    found: Visit = st.session_state.setdefault("visit", Visit())
    return found


def language() -> Language:
    """The language of this visit."""
    return "zh" if st.session_state.get("lang") == "zh" else "en"


def projector() -> bool:
    """Whether the page is shown on a projector: charts then use large type and thick marks."""
    return bool(st.session_state.get("projector", False))


def keep(name: str, value: object) -> None:
    """Keep something for the visit that is no control and stands in no address: a run, a guess."""
    visit().kept[name] = value


def kept(name: str, default: Any = None) -> Any:
    """What was kept under the name."""
    return visit().kept.get(name, default)


def asked_language() -> Language:
    """The address's language, else the one used so far, else the browser's."""
    browser = (st.context.locale or "").lower()
    for lang in (st.query_params.get("lang"), st.session_state.get("lang")):
        if lang in LANGUAGES:
            return "zh" if lang == "zh" else "en"
    return "zh" if browser.startswith("zh") else "en"


def asked_projector() -> bool:
    """Whether the address asks for projector mode; else as it was."""
    try:
        return switched_on(st.query_params["projector"])
    except (KeyError, BadValue):
        return projector()


def _settle_frame() -> list[Fault]:
    """Language and projector mode from the address, where it names them; in whatever language, it is written there."""
    lang, switched = st.query_params.get("lang"), st.query_params.get("projector")
    faults = []
    if lang is not None and lang not in LANGUAGES:
        faults.append(Fault("lang", lang, kind="frame"))
    if switched is not None:
        try:
            switched_on(switched)
        except BadValue:
            faults.append(Fault("projector", switched, kind="frame"))
    _set_widget("lang", asked_language())
    _set_widget("projector", asked_projector())
    return faults


def arrive(lesson: Lesson) -> None:
    """Settle everything before it is drawn: frame, lesson, controls. The first thing that a full run does.

    An address that we wrote ourselves says nothing new; a browser may be late by a few of them. One that names its
    language is whole: what it does not name has its default. Any other sets what it names, and leaves the rest.
    """
    now, address = visit(), st.query_params.to_dict()
    moved = now.lesson is None or now.url != lesson.url
    ours = address == now.published or (not moved and address in now.written)
    news = not ours and bool(set(address) - {n for n in address if foreign(n)})
    faults = _settle_frame() if news else []
    if not news:
        _set_widget("lang", asked_language())
        _set_widget("projector", projector())
    if moved or news:
        now.written.clear()
        now.faults, now.asked = faults, {}
    elif now.told_faults:
        now.faults = []
    now.told_faults = False
    if moved:
        _put_away()
        now.lesson, now.drawn = lesson, {}
    if news:
        now.published = None  # should this run be cut short, the next address is news, whichever it is
        _take_address(lesson, address)
    if moved or news:
        for control in lesson.controls:
            _set_widget(control.key, now.current(lesson, control))
    now.told, now.telling, now.pictures = (), (), {}


def _put_away() -> None:
    """What the lesson that is left has on its sliders, in case its last run was interrupted before it could say so."""
    now = visit()
    for key in now.drawn:
        if now.lesson and key in st.session_state and st.session_state[key] is not None:
            now.store(now.lesson, key, st.session_state[key])


def _take_address(lesson: Lesson, address: Mapping[str, str]) -> None:
    repeated = {name for name in address if len(st.query_params.get_all(name)) > 1}
    now, link = visit(), links.read(lesson, address, repeated)
    if link.view or now.view(lesson):
        now.teaching = link.view
        now.runs.pop(lesson.url, None)
    now.stops[lesson.url] = 0 if link.view else link.stop
    now.faults += link.faults
    now.asked = link.asked
    now.entries += link.exercise
    back = now.addresses.get(lesson.url) == address  # as by the browser's Back: nobody chose anything
    # A link to a lesson that is new to this visit relies on the defaults, not on how the lesson opens without one.
    new = not any(url == lesson.url for url, _ in now.own) and bool(set(address) - {"projector"})
    rest = "default" if link.whole or new else "as it was"
    _set_all(lesson, link.values, rest=rest, by_hand=link.by_hand and not back)


def view() -> Teaching | None:
    """The teacher's view of this lesson, if it is opened."""
    now = visit()
    return now.view(now.lesson) if now.lesson else None


def leave_view() -> None:
    """Leave the teacher's view: the lesson as it opens, so that nothing hidden comes to light. For callbacks."""
    visit().teaching = None
    visit().runs.pop(here().url, None)
    enter(here().opening)


def stop() -> int:
    """At which stop of its tour the lesson stands, from 1; 0 is free play."""
    return visit().stops.get(visit().url, 0)


def value(control: Declared) -> Value:
    """What is chosen in this lesson: valid anywhere on its page, in a fragment too."""
    found = visit().current(here(), visit().drawn.get(control.key, control))
    if found is None:
        raise RuntimeError(f"the control {control.key!r} has no value before it is drawn")
    return found


def values() -> dict[str, Value]:
    """What is chosen in this lesson, by key: of all controls that have a value by now."""
    now, own = visit(), here()
    return {c.key: v for c in own.controls if (v := now.current(own, now.drawn.get(c.key, c))) is not None}


def _set_widget(key: str, value: object) -> None:
    # Only a change is written: assigning a widget's key makes the browser take the value over again.
    if value is None:
        if key in st.session_state:
            del st.session_state[key]
    elif st.session_state.get(key) != value:
        st.session_state[key] = value


def _set_all(lesson: Lesson, values: Mapping[str, Value], *, rest: str, by_hand: bool = False) -> None:
    """Set controls of the lesson; the `rest` gets its default or stays. Errors: KeyError for a key without control."""
    now, unknown = visit(), set(values) - {control.key for control in lesson.controls}
    if unknown:
        raise KeyError(f"{lesson.url} has no control {sorted(unknown)}")
    for control in lesson.controls:
        if control.key in values:
            now.store(lesson, control.key, values[control.key], by_hand=by_hand)
        elif rest == "default":
            now.store(lesson, control.key, control.default)


def enter(settings: Mapping[str, Value], *, rest: str = "default") -> None:
    """Set the controls of this lesson from elsewhere on its page: an exercise, a reveal, the book. For callbacks.

    What `settings` does not name gets its default (or stays `as it was`); other lessons are left alone.
    """
    now, lesson = visit(), here()
    now.stops[lesson.url] = 0
    _set_all(lesson, settings, rest=rest)
    for control in lesson.controls:
        if control.key in settings or rest == "default":
            now.drawn.pop(control.key, None)
            _set_widget(control.key, now.current(lesson, control))
    now.faults, now.asked = [], {}
    now.entries += 1
    publish()


def enter_stop(number: int) -> None:
    """Go to a stop of the tour, which sets the controls; 0 is free play and leaves them. For callbacks."""
    lesson = here()
    if number:
        enter(lesson.stops[number - 1].entered(kept("guesses", {})))
    visit().stops[lesson.url] = number
    publish()


def offer_stop(number: int) -> None:
    """Before the stops are drawn: the one pressed is that of the store."""
    _set_widget("stop", str(number))


def stop_pressed() -> None:
    """One of the stops was pressed."""
    if (pressed := st.session_state.get("stop")) is not None:  # as where a page is left for one without a tour
        enter_stop(int(pressed))


def offer(control: Declared) -> None:
    """Before a control is drawn: give its widget the value that it shall show.

    A range may have changed since (fewer classes, another number of steps): the value is then fitted into it. To
    Streamlit a slider of another length is a new one, which would take what an earlier one left behind.
    """
    now, lesson = visit(), here()
    before = now.drawn.get(control.key)
    # Where Back cuts runs short, Streamlit may have dropped the widget: its slider would stand at the low end.
    dropped = control.key not in st.session_state
    chosen = now.current(lesson, control) if dropped else st.session_state[control.key]
    text = now.asked.pop(control.key, None)
    if text is not None:
        try:
            control.read(text)
        except BadValue:
            now.faults.append(Fault(control.key, text, control))
            chosen = None
    wanted: Any = control.default if chosen is None else chosen
    fitted = control.fit(wanted, before)
    # A browser sends what it picked by its name, which another language does not know: it has to take the value anew.
    renamed = now.tongues.get(control.key) not in (None, language())
    if dropped or before != control or fitted != chosen or renamed:
        st.session_state[control.key] = fitted  # even if it is the same, for a widget that is new to Streamlit
    now.tongues[control.key] = language()
    now.drawn[control.key] = control


def took(control: Declared, chosen: Value) -> Value:
    """After a control is drawn: the store has what its widget shows."""
    now, lesson = visit(), here()
    if now.own.get((lesson.url, control.key), (None, 0))[0] != chosen:
        now.store(lesson, control.key, chosen)
    return chosen


def committed(control: Declared) -> None:
    """A hand let go of a control: store, address, and of the page only what is told if the pictures follow it live."""
    now = visit()
    if (chosen := st.session_state.get(control.key)) is None:
        return  # the browser spoke of a control that is not there any more
    now.store(here(), control.key, control.fit(chosen), by_hand=True)  # a late message may name what is none now
    publish()
    # A page that stands in no browser has nothing to patch: it runs as a whole.
    if control.live and now.told and st.context.url:
        folded = not any(st.session_state.get(key) for key, (url, _) in now.titled.items() if url == now.url)
        st.rerun([fragment for fragment in now.told if not (folded and fragment.startswith(MORE))])


def offer_section(key: str, title: str) -> None:
    """Before a section is drawn: to Streamlit one of another title is a new one, and would be folded."""
    now, url = visit(), visit().url
    if now.titled.get(key) == (url, title):
        now.unfolded[url, key] = bool(st.session_state.get(key, now.unfolded.get((url, key), False)))
    else:
        st.session_state[key] = now.unfolded.get((url, key), False)
    now.titled[key] = (url, title)


def tells(fragment: str) -> None:
    """The fragment of this key tells what a live control changes: only such run again when one is let go."""
    visit().telling = tuple(dict.fromkeys((*visit().telling, fragment)))


def drawn() -> None:
    """A full run has drawn all of its page: from now on a commit may leave all but the fragments alone."""
    now = visit()
    now.told = now.telling
    publish(anew=True)


def here() -> Lesson:
    """The lesson that is visited."""
    lesson = visit().lesson
    if lesson is None:
        raise RuntimeError("controls stand on the page of a lesson only")
    return lesson


def publish(*, anew: bool = False) -> None:
    """Write the address: language, projector mode, and each control that is not at its default.

    What other systems added stays. `anew` writes it even if it is the same: a late message may have changed it.
    """
    now = visit()
    address = {name: text for name, text in st.query_params.to_dict().items() if foreign(name)}
    address |= {"lang": language()} | ({"projector": "1"} if projector() else {})
    if view := now.view(now.lesson) if now.lesson else None:
        address[teaching.NAME] = view.word
    baseline = now.baseline(now.lesson) if now.lesson else {}
    if stop():
        address[links.STOP] = str(stop())
    for declared in now.lesson.controls if now.lesson else ():
        control: Declared = now.drawn.get(declared.key, declared)
        chosen = now.current(here(), control)
        if control.key in now.forced(here()) or chosen is None:
            continue  # a teacher's view holds it
        if chosen != baseline.get(control.key, control.default):
            address[control.key] = control.write(chosen)
    if anew or st.query_params.to_dict() != address:
        st.query_params.from_dict(address)
    now.published = now.addresses[now.url] = address
    now.written.append(address)


def notice() -> str | None:
    """All that the link asks for and does not get, in one notice; None where there is nothing to tell. Told once."""
    now = visit()
    now.told_faults = True
    used = {"lang": language(), "projector": "1" if projector() else "0"}
    for control in now.drawn.values():
        used[control.key] = control.write(value(control))
    return links.told(now.faults, used, language())
