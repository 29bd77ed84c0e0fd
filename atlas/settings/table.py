"""The table of settings: one field each, which the server reads at its start and docs/hosting.md lists."""

from __future__ import annotations

import difflib
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from functools import cache
from pathlib import Path
from typing import Annotated, Any, get_type_hints
from urllib.parse import urlsplit

from atlas.settings import readers
from atlas.settings.readers import Network

START = "ATLAS_"


class SettingsError(ValueError):
    """Settings that are no use; the message names each with what is wrong and how to write it."""


@dataclass(frozen=True)
class Setting:
    """How the text of a setting is read, what it is for, an example, its default as a host writes it or what holds without it."""

    read: Callable[[str], Any]
    what: str
    example: str
    default: str = ""
    without: str = ""


@dataclass(frozen=True)
class Hosting:
    """What a host may set. A field is set by its name in capitals behind `ATLAS_`."""

    public_address: Annotated[
        str,
        Setting(
            readers.address,
            "The address at which visitors reach the atlas, used in exports, citations and previews.",
            "https://atlas.example.org",
            without="that of the request",
        ),
    ] = ""
    base_path: Annotated[
        str,
        Setting(
            readers.folder,
            "The path below which the atlas is served, where a proxy passes it on. "
            "A proxy that cuts it off says so in `X-Forwarded-Prefix`.",
            "/atlas",
            without="the root of the host",
        ),
    ] = ""
    allowed_hosts: Annotated[
        tuple[str, ...],
        Setting(
            readers.hosts,
            "Names of hosts under which the atlas answers; any other is refused with 400. `*` is any. "
            "The health address answers under all.",
            "atlas.example.org *.example.net",
            default="*",
        ),
    ] = ("*",)
    websocket_origins: Annotated[
        tuple[str, ...],
        Setting(
            readers.sites,
            "Further sites whose pages may open the live connection of the dashboard. "
            "The atlas's own host and `ATLAS_PUBLIC_ADDRESS` always may.",
            "https://portal.example.org",
            without="none",
        ),
    ] = ()
    frame_hosts: Annotated[
        tuple[str, ...],
        Setting(readers.sites, "Sites that may show the atlas in a frame.", "https://example.org https://*.example.net", without="none"),
    ] = ()
    trusted_proxies: Annotated[
        tuple[Network, ...],
        Setting(
            readers.networks,
            "Machines whose `X-Forwarded-For`, `-Proto`, `-Host` and `-Prefix` are believed.",
            "10.0.0.0/8",
            default="127.0.0.0/8 ::1",
        ),
    ] = readers.networks("127.0.0.0/8 ::1")
    rate_limit: Annotated[
        int,
        Setting(
            readers.whole(0),
            "Requests that one address (of IPv6 one /64) may make to the API in a minute, "
            "counted by each process; more are answered with 429. `0` is no limit.",
            "120",
            default="600",
        ),
    ] = 600
    body_limit: Annotated[
        int,
        Setting(
            readers.whole(0), "Bytes that the body of a request may have; a larger one is answered with 413.", "500000", default="2000000"
        ),
    ] = 2_000_000
    address_limit: Annotated[
        int,
        Setting(
            readers.whole(200), "Bytes that the address of a request may have; a longer one is answered with 414.", "8000", default="16000"
        ),
    ] = 16_000
    workbook_limit: Annotated[
        int,
        Setting(
            readers.whole(1),
            "Events that a workbook (XLSX) may hold, which takes some 10 s a hundred thousand in a process of its own; "
            "a larger view is refused, and leaves as CSV or Parquet.",
            "20000",
            default="100000",
        ),
    ] = 100_000
    data: Annotated[
        Path | None,
        Setting(readers.existing, "The folder of the data package.", "/srv/atlas/data", without="`data/` beside `app.py`"),
    ] = None
    watch: Annotated[
        int,
        Setting(
            readers.whole(0),
            "Seconds between two looks at that folder. What has changed there and was then left alone for as long is checked, "
            "and served without a restart. `0`: a restart alone takes it over.",
            "60",
            default="5",
        ),
    ] = 5
    log_level: Annotated[
        int,
        Setting(
            readers.level,
            f"The least weight of what is logged ({', '.join(readers.LOG_LEVELS)}); from `info` on every request has a line.",
            "info",
            default="warning",
        ),
    ] = readers.level("warning")
    report_address: Annotated[
        str,
        Setting(
            readers.contact,
            "Where “Report a problem with this event” leads: a mail address, or a form that takes `title` and `body`.",
            "mailto:atlas@example.org",
            without="there is no such button",
        ),
    ] = ""
    sign_in_provider: Annotated[
        str,
        Setting(
            readers.address,
            "The provider (OpenID Connect) that vouches for the mail addresses of visitors; "
            "with it only those whom `ATLAS_SIGN_IN_ALLOWED` lists may read anything.",
            "https://accounts.google.com",
            without="everybody may read",
        ),
    ] = ""
    sign_in_client: Annotated[
        str, Setting(readers.written, "The name by which the provider knows the atlas (`client_id`).", "atlas", without="none")
    ] = ""
    sign_in_secret: Annotated[
        str, Setting(readers.secret(1), "What the atlas proves itself with to the provider (`client_secret`).", "…", without="none")
    ] = field(default="", repr=False)
    sign_in_cookie_secret: Annotated[
        str,
        Setting(
            readers.secret(32),
            "What the cookies of visitors who have signed in are signed with: 32 characters or more, the same for all processes. "
            "Another one signs everybody out.",
            # No secret that somebody might copy.
            "$(openssl rand -hex 32)",
            without="none",
        ),
    ] = field(default="", repr=False)
    sign_in_allowed: Annotated[
        tuple[str, ...],
        Setting(
            readers.people,
            "Who may read: mail addresses, and domains for all addresses in them (`*.` at the start for those below).",
            "anna@example.org example.net",
            without="nobody",
        ),
    ] = ()

    @property
    def signed_in_only(self) -> bool:
        """Whether visitors have to sign in."""
        return bool(self.sign_in_provider)


SIGN_IN = tuple(f"{START}{one.name.upper()}" for one in fields(Hosting) if one.name.startswith("sign_in_"))
"""The settings of sign-in, of which a host sets all or none."""


def _entries() -> dict[str, tuple[str, Setting]]:
    hints = get_type_hints(Hosting, include_extras=True)
    return {f"{START}{one.name.upper()}": (one.name, hints[one.name].__metadata__[0]) for one in fields(Hosting)}


def read_settings(environment: Mapping[str, str]) -> Hosting:
    """The settings that stand in an environment, empty ones left out. Raises `SettingsError` that names all that are no use."""
    entries, values, wrong = _entries(), {}, []
    for variable in sorted(name for name in environment if name.startswith(START)):
        text = environment[variable].strip()
        if variable not in entries:
            near = difflib.get_close_matches(variable, entries, 1)
            wrong.append(f"{variable}: there is no such setting{f'; {near[0]} is the nearest' if near else ''}.")
        elif text:
            name, setting = entries[variable]
            try:
                values[name] = setting.read(text)
            except ValueError as error:
                wrong.append(f"{variable}: {error}")
    public, base = values.get("public_address", ""), values.get("base_path", "")
    if public and base and urlsplit(public).path != base:
        wrong.append(f"ATLAS_PUBLIC_ADDRESS: “{public}” does not end with {base}, which ATLAS_BASE_PATH says.")
    wrong += _wrong_with_sign_in({variable for variable in SIGN_IN if environment.get(variable, "").strip()}, public)
    if wrong:
        raise SettingsError("\n".join(wrong))
    return Hosting(**values)


def _wrong_with_sign_in(given: set[str], public: str) -> list[str]:
    """A half of it would leave the atlas open, or closed to all."""
    if not given:
        return []
    wrong = [f"{variable}: sign-in needs it beside {', '.join(sorted(given))}." for variable in SIGN_IN if variable not in given]
    parts = urlsplit(public)
    if parts.scheme != "https" and parts.hostname not in ("localhost", "127.0.0.1"):
        wrong.append("ATLAS_PUBLIC_ADDRESS: sign-in needs it, and with https, since the provider sends visitors back there.")
    return wrong


@cache
def hosting() -> Hosting:
    """The settings of this process, read once. Raises `SettingsError`."""
    return read_settings(os.environ)


def documented() -> str:
    """The table as Markdown, for docs/hosting.md."""
    rows = ["| variable | default | example | what for |", "|---|---|---|---|"]
    for variable, (_, setting) in _entries().items():
        default = f"`{setting.default}`" if setting.default else setting.without
        rows.append(f"| `{variable}` | {default} | `{setting.example}` | {setting.what} |")
    return "\n".join(rows)
