"""The server: the dashboard, the data API, static files and security headers in one process.

Start it with `streamlit run app.py`.
"""

from __future__ import annotations

import asyncio
import gc
import json
import logging
import pkgutil
import socket
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any

import plotly.io
import plotly.tools
import pyarrow
import streamlit as st
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles
from streamlit.auth_util import get_cookie_with_chunks
from streamlit.user_info import generate_login_redirect_url
from streamlit.web.server.server_util import get_cookie_secret
from streamlit.web.server.starlette.starlette_app_utils import decode_signed_value
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME

import components
from atlas import api, web
from atlas.dataset import DATA_FOLDER, PackageError, serving
from atlas.geography import STATIC_FOLDER, boundaries
from atlas.settings import SettingsError, hosting
from atlas.typefaces import missing_typefaces
from components.discretion import Discretion

ROOT = Path(__file__).parent
STREAMLIT = Path(st.__file__).parent / "static"
"""What it serves of its own: the page and its scripts."""

web.share_heaps()
web.take_turns()
# Arrow's own pool keeps some 40 MB that it no longer uses; the C library gives them back.
pyarrow.set_memory_pool(pyarrow.system_memory_pool())

# Whoever starts the server is told what to mend; a traceback would say less.
try:
    settings = hosting()
except SettingsError as error:
    sys.exit(f"\n{error}\n\nThe dashboard was not started. docs/hosting.md lists the settings.\n")
try:
    keeper = serving.keeper()
except PackageError as error:
    folder = settings.data or DATA_FOLDER
    sys.exit(f"\n{error}\n\nThe dashboard was not started. Mend the files and check them with: python -m atlas.checks {folder}\n")

if missing := [*boundaries.missing_files(), *web.missing_page_files()]:
    sys.exit(
        f"\nstatic/ lacks {', '.join(missing)}.\n\nThe dashboard was not started. Restore them from the release, or with: make static\n"
    )
if missing := missing_typefaces():
    sys.exit(f"\nmatplotlib lacks {', '.join(missing)}.\n\nThe dashboard was not started. Remove .venv and set it up anew: make run\n")


def send_at_once() -> None:
    """Let small messages leave without waiting for the last one's acknowledgement, which costs up to 40 ms an interaction.

    asyncio does so for sockets that say they speak TCP. Streamlit opens its listening socket without saying so, and hands it
    to nobody; connections take the option over from it.
    """
    for item in gc.get_objects():
        if isinstance(item, socket.socket) and item.getsockopt(socket.SOL_SOCKET, socket.SO_ACCEPTCONN):
            item.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)


def signed_in(cookies: Mapping[str, str]) -> Mapping[str, Any] | None:
    """What the provider said of who has signed in, as Streamlit keeps it in a signed cookie; `None` without one that is whole."""

    def part(name: str) -> bytes | None:
        return decode_signed_value(get_cookie_secret(), name, cookies[name].encode("latin-1")) if name in cookies else None

    kept = get_cookie_with_chunks(part, USER_COOKIE_NAME)
    claims: Mapping[str, Any] | None = json.loads(kept) if kept else None
    return claims


login = partial(generate_login_redirect_url, "default")
gate = [Middleware(web.SignIn, settings=settings, cookie=signed_in, login=login)] if settings.signed_in_only else []


async def watch(every: int) -> None:
    """Look at the folder of the data every so many seconds, in a thread, so that nobody waits meanwhile."""
    while True:
        await asyncio.sleep(every)
        try:
            await run_in_threadpool(keeper.look)
        except Exception:
            logging.getLogger("atlas").exception("A look at the folder of the data failed")


@asynccontextmanager
async def lifespan(_: Any) -> AsyncIterator[None]:
    """Warm up, then keep memory in order as long as the server runs."""
    send_at_once()
    for module in pkgutil.walk_packages(components.__path__, "components."):
        import_module(module.name)
    # Plotly loads the rest of itself with the first figure.
    plotly.io.to_json(plotly.tools.return_figure_from_figure_or_data({"data": [{"type": "bar"}], "layout": {}}, validate_figure=True))
    web.log_as_json(settings.log_level)
    web.look_through()
    tasks = [asyncio.create_task(web.keep_tidy())]
    if settings.watch:
        tasks.append(asyncio.create_task(watch(settings.watch)))
    yield
    for task in tasks:
        task.cancel()


app = st.App(
    ROOT / "pages" / "frame.py",
    # Streamlit serves static files only from a folder beside the script.
    routes=[
        Mount("/app/static", StaticFiles(directory=STATIC_FOLDER)),
        web.titles_route(keeper.served),
        *web.routes(keeper.served),
        *api.routes(keeper.served),
    ],
    middleware=[
        Middleware(web.RequestLog),
        Middleware(web.Forwarded, settings=settings),
        Middleware(web.ResponseHeaders, index=STREAMLIT / "index.html", frame_hosts=settings.frame_hosts),
        Middleware(web.Limits, settings=settings),
        Middleware(Discretion, folder=ROOT),
        *gate,
        Middleware(web.PlainWhereRefused),
        Middleware(web.Packed, folders={"/static/": STREAMLIT / "static", "/app/static/": STATIC_FOLDER}),
        Middleware(web.PageHead, write=web.page_writer(keeper.served, STREAMLIT), nowhere=web.nowhere),
    ],
    lifespan=lifespan,
    secrets={"auth": web.auth_section(settings)} if settings.signed_in_only else None,
)
