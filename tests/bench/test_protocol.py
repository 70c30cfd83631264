"""The load client: it reads widgets as a browser does, goes the same ways, and fails where something is wrong."""

import asyncio
from pathlib import Path

import pytest
from streamlit.proto.Alert_pb2 import Alert
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.NewSession_pb2 import NewSession
from streamlit.proto.Slider_pb2 import Slider

from bench.client import visiting
from bench.protocol import Failed, Page
from bench.server import serving

APP = """
import streamlit as st

@st.fragment(key="told")
def told():
    st.write(st.session_state.x)

x = st.slider("x", 0.0, 3.0, 1.0, 0.5, key="x", on_change=lambda: st.rerun("told"))
size = st.select_slider("size", [1, 10, 100], 10, key="size")
told()
if size == 100:
    raise ValueError("too large")
"""


def page() -> Page:
    return Page("http://127.0.0.1:1", "lesson")


def drawn(slider: Slider) -> ForwardMsg:
    """The slider w1, from -1 to 1 in tenths."""
    message = ForwardMsg()
    element = message.delta.new_element.slider
    element.id = "$$ID-0-w1"
    element.min, element.max, element.step = -1, 1, 0.1
    element.MergeFrom(slider)
    return message


def finished(status: ForwardMsg.ScriptFinishedStatus.ValueType) -> ForwardMsg:
    return ForwardMsg(script_finished=status)


def test_a_slider_travels_as_a_number_and_offers_its_steps() -> None:
    here = page()
    here.take(drawn(Slider(default=[0.2])))
    found = here.find("w1")
    # 2 / 0.1 + 1 = 21 values.
    assert (len(found.options), found.options[0], found.options[13], found.value) == (21, -1, 0.3, 0.2)
    found.set(0.3)
    [sent] = here.request().rerun_script.widget_states.widgets
    assert list(sent.double_array_value.data) == [0.3]
    with pytest.raises(ValueError, match=r"cannot be 0\.35"):
        found.set(0.35)


def test_a_select_slider_travels_as_its_label() -> None:
    here = page()
    here.take(drawn(Slider(type=Slider.SELECT_SLIDER, options=["1", "10", "100"], default=[1])))
    [sent] = here.request().rerun_script.widget_states.widgets
    assert list(sent.string_array_value.data) == ["10"]


def test_what_a_hand_set_stays_until_the_server_sets_it() -> None:
    here = page()
    here.take(drawn(Slider(default=[0.2])))
    here.find("w1").set(0.5)
    here.take(drawn(Slider(default=[0.2])))
    assert here.find("w1").value == 0.5
    here.take(drawn(Slider(default=[0.2], set_value=True, value=[-1.0])))
    assert here.find("w1").value == -1


def test_a_run_ends_with_its_last_part_and_forgets_what_it_did_not_draw() -> None:
    here = page()
    here.take(drawn(Slider(default=[0.2])))
    here.take(ForwardMsg(new_session=NewSession()))
    assert not here.take(finished(ForwardMsg.FINISHED_EARLY_FOR_RERUN))
    assert here.take(finished(ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY))
    here.find("w1")
    assert here.take(finished(ForwardMsg.FINISHED_SUCCESSFULLY))
    with pytest.raises(KeyError):
        here.find("w1")


def test_large_messages_are_known_for_two_runs() -> None:
    here, large = page(), drawn(Slider(default=[0.2]))
    here.hash, large.hash, large.metadata.cacheable = "page", "large", True
    here.take(large)
    here.widgets.clear()
    here.take(ForwardMsg(ref_hash="large"))
    here.find("w1")
    known = []
    for _ in range(3):
        here.take(finished(ForwardMsg.FINISHED_SUCCESSFULLY))
        known.append(list(here.request().rerun_script.cached_message_hashes))
    assert known == [["large"], ["large"], []]


@pytest.mark.parametrize("wrong", ["exception", "error", "warning", "elsewhere", "nowhere", "compile"])
def test_fails_where_something_is_wrong(wrong: str) -> None:
    message = ForwardMsg()
    if wrong == "exception":
        message.delta.new_element.exception.type = "ValueError"
    elif wrong in ("error", "warning"):
        message.delta.new_element.alert.format = Alert.ERROR if wrong == "error" else Alert.WARNING
    elif wrong == "elsewhere":
        message.navigation.page_script_hash = "other"
        message.navigation.app_pages.add(page_script_hash="other", url_pathname="other")
    elif wrong == "nowhere":
        message.page_not_found.page_name = "lesson"
    else:
        message.session_event.script_compilation_exception.message = "invalid syntax"
    with pytest.raises(Failed):
        page().take(message)


def test_visits_this_machine_only() -> None:
    async def visit() -> None:
        async with visiting("http://192.0.2.1:8501"):
            pass

    with pytest.raises(ValueError, match="not this machine"):
        asyncio.run(visit())


def test_a_visit_of_a_server(tmp_path: Path) -> None:
    (tmp_path / "app.py").write_text(APP, encoding="utf-8")

    async def visit(address: str) -> None:
        async with visiting(address) as visitor:
            assert (visitor.page.find("x").value, visitor.page.find("size").value) == (1, "10")
            told = await visitor.commit("x", 1.5)
            whole = await visitor.commit("size", "1")
            assert (told.fragments, whole.fragments) == (1, 0)
            assert told.bytes > 0
            with pytest.raises(ValueError, match="already"):
                await visitor.commit("x", 1.5)
            with pytest.raises(Failed, match="ValueError"):
                await visitor.commit("size", "100")

    def measure() -> None:
        with serving(folder=tmp_path) as server:
            before = server.cpu()
            asyncio.run(visit(server.address))
            assert 0 < server.cpu() - before < 20
            assert 20 < server.memory() < 2000

    # The server logs that error, too: a measurement in which it does is none.
    with pytest.raises(RuntimeError, match="too large"):
        measure()
