"""What a browser remembers of a page of Streamlit's: its widgets, its address, the messages it may be spared next time.

The messages are those of the installed package (`streamlit.proto`). No socket is needed: `bench.client` has it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from streamlit.proto.Alert_pb2 import Alert
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Element_pb2 import Element
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.Slider_pb2 import Slider
from streamlit.proto.WidgetStates_pb2 import WidgetState
from streamlit.runtime.state.common import user_key_from_element_id

Option = float | bool | str
# A warning counts: our pages warn of a link that they cannot follow, or that there is nothing to draw.
_WRONG = (Alert.ERROR, Alert.WARNING)
_AGE = 2  # so many full runs without use, and a browser forgets a message (`global.maxCachedMessageAge`)


class Failed(RuntimeError):
    """The page is not the one asked for, or says that something went wrong."""


@dataclass
class Widget:
    """A widget as the page has it: what it may be set to, what it is set to, and the fragment it stands in."""

    id: str
    options: Sequence[Option]
    state: WidgetState
    fragment: str

    @property
    def key(self) -> str | None:
        """The key that the app gave it."""
        return user_key_from_element_id(self.id)

    @property
    def value(self) -> Option | None:
        """What it is set to; None where nothing is chosen."""
        kind = self.state.WhichOneof("value")
        value = getattr(self.state, kind) if kind else None
        found: Option | None = next(iter(value.data), None) if kind and kind.endswith("_array_value") else value
        return found

    def set(self, value: Option) -> None:
        """Set it, as a hand would. Errors: ValueError for what it does not offer."""
        if value not in self.options:
            raise ValueError(f"{self.key} cannot be {value!r}")
        kind = self.state.WhichOneof("value")
        if kind is not None and kind.endswith("_array_value"):
            getattr(self.state, kind).data[:] = [value]
        else:
            setattr(self.state, kind or "string_value", value)


def widget(element: Element, fragment: str = "") -> Widget | None:
    """The widget that the element is; None for what has no value to choose.

    A browser sends a select slider's and a button's value as its label, a slider's as a number. What the server has
    set by itself (`set_value`) counts, else the default.
    """
    options: Sequence[Option]
    if element.WhichOneof("type") == "slider":
        slider = element.slider
        state = WidgetState(id=slider.id)
        if slider.type == Slider.SELECT_SLIDER:
            options = list(slider.options)
            chosen = slider.raw_value if slider.set_value else [options[int(i)] for i in slider.default]
            state.string_array_value.data[:] = list(map(str, chosen))
        else:
            count = round((slider.max - slider.min) / slider.step) + 1
            options = [round(slider.min + i * slider.step, 9) for i in range(count)]
            state.double_array_value.data[:] = [
                round(value, 9) for value in (slider.value if slider.set_value else slider.default)
            ]
        return Widget(slider.id, options, state, fragment)
    if element.WhichOneof("type") == "checkbox":
        box = element.checkbox
        state = WidgetState(id=box.id, bool_value=box.value if box.set_value else box.default)
        return Widget(box.id, (False, True), state, fragment)
    if element.WhichOneof("type") == "button_group":
        group = element.button_group
        labels = [option.content for option in group.options]
        state = WidgetState(id=group.id)
        state.string_array_value.data[:] = group.raw_values if group.set_value else [labels[i] for i in group.default]
        return Widget(group.id, labels, state, fragment)
    if element.WhichOneof("type") in ("radio", "selectbox"):
        one = element.radio if element.WhichOneof("type") == "radio" else element.selectbox
        state = WidgetState(id=one.id)
        if one.set_value:
            state.string_value = one.raw_value
        elif one.HasField("default"):
            state.string_value = one.options[one.default]
        return Widget(one.id, list(one.options), state, fragment)
    return None


@dataclass
class Page:
    """One visit of a page; `path` and `query` are its address, `origin` the server's."""

    origin: str
    path: str = ""
    query: str = ""
    hash: str = ""
    widgets: dict[str, Widget] = field(default_factory=dict)
    _seen: set[str] = field(default_factory=set)
    # Large messages by hash, with the number of full runs since each was used.
    _kept: dict[str, tuple[ForwardMsg, int]] = field(default_factory=dict)

    def find(self, key: str) -> Widget:
        """The widget of a key. Errors: KeyError."""
        for found in self.widgets.values():
            if found.key == key:
                return found
        raise KeyError(f"/{self.path} has no control {key!r}")

    def request(self, *, fragment: str = "") -> BackMsg:
        """What a browser sends to have the page run: all widgets, the address, what it knows already, where it is."""
        message = BackMsg()
        run = message.rerun_script
        run.query_string, run.fragment_id = self.query, fragment
        if self.hash:
            run.page_script_hash = self.hash
            run.cached_message_hashes.extend(self._kept)
        else:
            run.page_name = self.path
        run.widget_states.widgets.extend(known.state for known in self.widgets.values())
        here = run.context_info
        here.url = f"{self.origin}/{self.path}"
        here.locale, here.timezone, here.timezone_offset = "en-US", "UTC", 0
        here.is_embedded, here.color_scheme = False, "light"
        return message

    def take(self, message: ForwardMsg) -> bool:
        """Take a message of the server's; True if it ends the run. Errors: Failed."""
        kind = message.WhichOneof("type")
        if kind == "ref_hash":
            original, _ = self._kept[message.ref_hash]
            self._kept[message.ref_hash] = original, 0
            return self.take(original)
        if message.metadata.cacheable:
            self._kept[message.hash] = message, 0
        if kind == "delta":
            self._draw(message)
        elif kind == "page_not_found":
            raise Failed(f"no page /{self.path}")
        elif kind == "navigation":
            self._arrive(message)
        elif kind == "new_session" and not message.metadata.run.fragment_ids:
            self._seen = set()
        elif kind == "page_info_changed":
            self.query = message.page_info_changed.query_string
        elif kind == "session_event" and message.session_event.HasField("script_compilation_exception"):
            raise Failed(f"/{self.path}: {message.session_event.script_compilation_exception.message}")
        return kind == "script_finished" and self._finish(message)

    def _arrive(self, message: ForwardMsg) -> None:
        self.hash = message.navigation.page_script_hash
        pages = {page.page_script_hash: page for page in message.navigation.app_pages}
        page = pages.get(self.hash)
        if page is None or ("" if page.is_default else page.url_pathname) != self.path:
            raise Failed(f"asked for /{self.path}, got {page.url_pathname if page else 'another page'!r}")

    def _draw(self, message: ForwardMsg) -> None:
        element = message.delta.new_element
        if element.WhichOneof("type") == "exception":
            raise Failed(f"/{self.path}?{self.query}: {element.exception.type} {element.exception.message}")
        if element.WhichOneof("type") == "alert" and element.alert.format in _WRONG:
            raise Failed(f"/{self.path}?{self.query} says: {element.alert.body}")
        drawn = widget(element, message.delta.fragment_id)
        if drawn is None:
            return
        self._seen.add(drawn.id)
        known = self.widgets.get(drawn.id)
        if known is not None and not getattr(element, str(element.WhichOneof("type"))).set_value:
            drawn.state = known.state
        self.widgets[drawn.id] = drawn

    def _finish(self, message: ForwardMsg) -> bool:
        status = message.script_finished
        if status == ForwardMsg.FINISHED_WITH_COMPILE_ERROR:
            return False  # the error itself comes next
        if status == ForwardMsg.FINISHED_SUCCESSFULLY:
            self.widgets = {id: known for id, known in self.widgets.items() if id in self._seen}
            self._kept = {hash: (kept, age + 1) for hash, (kept, age) in self._kept.items() if age < _AGE}
        # Ended early, another run follows at once: that of the fragments, or of the whole page.
        return status != ForwardMsg.FINISHED_EARLY_FOR_RERUN
