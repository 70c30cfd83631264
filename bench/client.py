"""A visitor without a browser, for many at a time: Streamlit's own protocol over a websocket, on this machine only.

It sends what a browser sends, reads all that comes, and fails on any error, on another page than the one asked for, and
on an element that says that something went wrong. Every wait is bounded.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from urllib.parse import urlsplit

from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Origin, Subprotocol

from bench.protocol import Failed, Option, Page

LONGEST = 60.0  # seconds for one run
_LARGEST = 64 * 2**20  # bytes of one message
_LOOPBACK = ("127.0.0.1", "::1", "localhost")


@dataclass(frozen=True)
class Run:
    """What a visitor had to wait for, from the request to the end of the run: seconds, and bytes on the wire.

    `fragments` is how many fragments ran alone, 0 where the whole page did. Bytes are those inside of TCP: frames with
    their headers, compressed if the server compresses.
    """

    seconds: float
    bytes: int
    fragments: int


class _Counting(ClientConnection):
    """A connection that counts what arrives."""

    arrived = 0

    def data_received(self, data: bytes) -> None:
        self.arrived += len(data)
        super().data_received(data)


class Visitor:
    """One open page; `first` is the run that drew it."""

    def __init__(self, socket: _Counting, page: Page) -> None:
        self.page = page
        self._socket = socket
        self.first = Run(0, 0, 0)

    async def open(self) -> None:
        """Ask for the page and wait until it is there. Errors: Failed, TimeoutError."""
        self.first = await self._run()
        if self.page.path and not self.page.hash:
            raise Failed(f"the server did not say that this is /{self.page.path}")

    async def commit(self, key: str, value: Option) -> Run:
        """Let go of a control at a new value and wait for the end of what that starts.

        Errors: KeyError for an unknown control, ValueError for a value that it does not offer, Failed, TimeoutError.
        """
        control = self.page.find(key)
        if control.value == value:
            raise ValueError(f"{key} is at {value!r} already: a browser would send nothing")
        control.set(value)
        return await self._run(fragment=control.fragment)

    async def _run(self, *, fragment: str = "") -> Run:
        start, before = time.perf_counter(), self._socket.arrived
        async with asyncio.timeout(LONGEST):
            await self._socket.send(self.page.request(fragment=fragment).SerializeToString())
            message = ForwardMsg()
            while not self.page.take(message):
                data = await self._socket.recv()
                if isinstance(data, str):
                    raise Failed("a text where a message was due")
                message = ForwardMsg.FromString(data)
        seconds = time.perf_counter() - start
        return Run(seconds, self._socket.arrived - before, len(message.metadata.run.fragment_ids))


@asynccontextmanager
async def visiting(address: str, path: str = "", query: str = "") -> AsyncIterator[Visitor]:
    """A visitor of the page, drawn; leaves at the end. Errors: ValueError for another machine's address; see `open`."""
    if urlsplit(address).hostname not in _LOOPBACK:
        raise ValueError(f"{address} is not this machine")
    async with connect(
        address.replace("http", "ws", 1) + "/_stcore/stream",
        origin=Origin(address),
        subprotocols=[Subprotocol("streamlit")],
        create_connection=_Counting,
        max_size=_LARGEST,
        open_timeout=LONGEST,
        ping_interval=None,  # the server asks already
        close_timeout=5,
        proxy=None,
    ) as socket:
        if not isinstance(socket, _Counting):
            raise TypeError("the websocket library made a connection that does not count")
        visitor = Visitor(socket, Page(address, path, query))
        await visitor.open()
        yield visitor
