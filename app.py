"""The server: the dashboard, the data API, static files and security headers in one process.

Start it with `streamlit run app.py`.
"""

from __future__ import annotations

import ctypes
import gc
import pkgutil
import socket
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib import import_module
from pathlib import Path
from typing import Any

import plotly.io
import plotly.tools
import pyarrow
import streamlit as st
from starlette.middleware import Middleware
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles

import components
from atlas import api, web
from atlas.dataset import DATA_FOLDER, PackageError, embedded
from atlas.geography import STATIC_FOLDER
from atlas.settings import SettingsError, hosting

ROOT = Path(__file__).parent

# Arrow's own pool keeps some 40 MB that it no longer uses; the C library gives them back.
pyarrow.set_memory_pool(pyarrow.system_memory_pool())

# Whoever starts the server is told what to mend; a traceback would say less.
try:
    settings = hosting()
except SettingsError as error:
    sys.exit(f"\n{error}\n\nThe dashboard was not started. docs/hosting.md lists the settings.\n")
try:
    dataset = embedded()
except PackageError as error:
    folder = settings.data or DATA_FOLDER
    sys.exit(f"\n{error}\n\nThe dashboard was not started. Mend the files and check them with: python -m atlas.checks {folder}\n")


def send_at_once() -> None:
    """Let small messages leave without waiting for the last one's acknowledgement, which costs up to 40 ms an interaction.

    asyncio does so for sockets that say they speak TCP. Streamlit opens its listening socket without saying so, and hands it
    to nobody; connections take the option over from it.
    """
    for item in gc.get_objects():
        if isinstance(item, socket.socket) and item.getsockopt(socket.SOL_SOCKET, socket.SO_ACCEPTCONN):
            item.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)


def give_back_memory() -> None:
    """Return to the system what reading the data and importing took for a while: some 50 MB, where the C library can."""
    if sys.platform == "linux" and hasattr(library := ctypes.CDLL(None), "malloc_trim"):
        library.malloc_trim(0)


@asynccontextmanager
async def lifespan(_: Any) -> AsyncIterator[None]:
    """Warm up, then take what lives for ever out of the garbage collector's way.

    Streamlit collects all generations after every script run. With the dataset and all modules frozen that costs a
    twelfth of what it does otherwise.
    """
    send_at_once()
    for module in pkgutil.walk_packages(components.__path__, "components."):
        import_module(module.name)
    # Plotly loads the rest of itself with the first figure.
    plotly.io.to_json(plotly.tools.return_figure_from_figure_or_data({"data": [{"type": "bar"}], "layout": {}}, validate_figure=True))
    web.log_as_json(settings.log_level)
    gc.collect()
    give_back_memory()
    gc.freeze()
    yield


app = st.App(
    ROOT / "pages" / "frame.py",
    # Streamlit serves static files only from a folder beside the script.
    routes=[Mount("/app/static", StaticFiles(directory=STATIC_FOLDER)), *web.routes(dataset), *api.routes(dataset)],
    middleware=[
        Middleware(web.RequestLog),
        Middleware(web.Forwarded, settings=settings),
        Middleware(web.ResponseHeaders, index=Path(st.__file__).parent / "static" / "index.html", frame_hosts=settings.frame_hosts),
        Middleware(web.Limits, settings=settings),
        Middleware(web.PlainWhereRefused),
        Middleware(web.PageHead, write=web.head_writer(dataset), status=web.event_status(dataset), nowhere=web.nowhere),
    ],
    lifespan=lifespan,
)
