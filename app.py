"""The server: the dashboard, the data API, static files and security headers in one process.

Start it with `streamlit run app.py`.
"""

from __future__ import annotations

import gc
import socket
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import plotly.io
import plotly.tools
import streamlit as st
from starlette.middleware import Middleware

import components.event_detail
import components.map_files
import components.playback
import components.presentation
import components.relations.ladder
import components.relations.parts
import components.relations.people
import components.relations.reciprocity
import components.relations.subjects
import components.relations.tempo
import components.relations.tone
import components.route_tables
import components.share
import components.take_away
import components.timeline
import components.trust  # noqa: F401 - loaded before the collector is frozen
from atlas import api
from atlas.dataset import embedded
from atlas.package import PackageError
from atlas.settings import frame_hosts
from server import PageHead, ResponseHeaders, event_status, head_writer

try:
    dataset = embedded()
except PackageError as error:
    # Whoever starts the server is told what to mend; a traceback would say less.
    sys.exit(f"\n{error}\n\nThe dashboard was not started. Mend the files in data/ and check them with: make check-data\n")
try:
    allowed = frame_hosts()
except ValueError as error:
    sys.exit(f"\n{error}\n\nThe dashboard was not started.\n")


def send_at_once() -> None:
    """Let small messages leave without waiting for the last one's acknowledgement, which costs up to 40 ms an interaction.

    asyncio does so for sockets that say they speak TCP. Streamlit opens its listening socket without saying so, and hands it
    to nobody; connections take the option over from it.
    """
    for item in gc.get_objects():
        if isinstance(item, socket.socket) and item.getsockopt(socket.SOL_SOCKET, socket.SO_ACCEPTCONN):
            item.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)


@asynccontextmanager
async def lifespan(_: Any) -> AsyncIterator[None]:
    """Warm up, then take what lives for ever out of the garbage collector's way.

    Streamlit collects all generations after every script run. With the dataset and all modules frozen that costs a
    twelfth of what it does otherwise.
    """
    send_at_once()
    # Plotly loads the rest of itself with the first figure.
    plotly.io.to_json(plotly.tools.return_figure_from_figure_or_data({"data": [{"type": "bar"}], "layout": {}}, validate_figure=True))
    gc.collect()
    gc.freeze()
    yield


app = st.App(
    "dashboard.py",
    routes=api.routes(dataset),
    middleware=[
        Middleware(ResponseHeaders, frame_hosts=allowed),
        Middleware(PageHead, write=head_writer(dataset), status=event_status(dataset)),
    ],
    lifespan=lifespan,
)
