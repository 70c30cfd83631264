"""Share: the link to exactly this picture, the same as a QR code for phones, and what embeds it in a page."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from html import escape
from urllib.parse import urlencode, urlsplit

import segno
import streamlit as st

from texts import share as words
from ui import links, state
from ui.lesson import say

More = Callable[[str, Mapping[str, str]], None]


def draw(more: More | None) -> None:
    """The button; what it shows is made when it is opened, and says what the controls say then.

    `more` is drawn at the end of it, and told the address of the page and what it holds.
    """
    with st.container(width="content"):  # a fragment alone would take the whole row
        st.fragment(_draw, key="share_fragment")(more)


def _draw(more: More | None) -> None:
    with st.popover("", icon=":material/share:", help=say(words.SHARE), key="share", on_change="rerun") as place:
        if not place.open:
            return
        address = link(st.context.url or "", st.query_params.to_dict())
        st.markdown(f"**{say(words.LINK)}**")
        st.code(address, language=None, wrap_lines=True)
        st.image(code(address), width=220)
        st.caption(say(words.QR))
        st.markdown(f"**{say(words.EMBED)}**")
        st.code(embed(address, say(state.here().title)), language="html", wrap_lines=True)
        st.caption(say(words.LEFT_OUT))
        if more:
            more(st.context.url or "", st.query_params.to_dict())


def link(page: str, asked: Mapping[str, str]) -> str:
    """The whole address of the page as it is now: its language, its stop, and all that is not at its default.

    What other systems added to the address that the visitor came by is left out.
    """
    named = {name: value for name, value in asked.items() if not links.foreign(name)}
    return urlsplit(page)._replace(query=urlencode(named), fragment="").geturl()


def embed(address: str, title: str) -> str:
    """The HTML that shows the address in a page of another site, without Streamlit's menu."""
    source = escape(f"{address}{'&' if urlsplit(address).query else '?'}embed=true")
    return f'<iframe src="{source}" title="{escape(title)}" width="100%" height="800" style="border: 0"></iframe>'


def code(address: str) -> str:
    """The address as a QR code: an SVG of black on white, with the quiet zone that a phone's camera needs."""
    made: str = segno.make(address, micro=False, error="m").svg_inline(scale=4, border=4, light="white", dark="black")
    return made.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1)
