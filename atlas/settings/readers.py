"""From the text of a setting to its value. Each raises `ValueError` that says how the text is written instead."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from urllib.parse import urlsplit

Network = IPv4Network | IPv6Network

_NAME = r"(\*\.)?[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?"
_HOST = re.compile(rf"\*|{_NAME}|\[[0-9a-f:]+\]")
_SITE = re.compile(rf"https?://{_NAME}(:\d{{1,5}})?")
_FOLDER = re.compile(r"(/[A-Za-z0-9._~-]+)+")
LOG_LEVELS = ("debug", "info", "warning", "error")


def items(text: str) -> list[str]:
    """What stands in a list, parted by blanks or commas."""
    return text.replace(",", " ").split()


def hosts(text: str) -> tuple[str, ...]:
    """Names of hosts in lower case; `*` is any, and `*.` at the start any below it."""
    found = tuple(items(text.lower()))
    for host in found:
        if not _HOST.fullmatch(host):
            raise ValueError(f"“{host}” is no host. Write it like atlas.example.org, without scheme and port, and part several by blanks.")
    return found


def sites(text: str) -> tuple[str, ...]:
    """Sites as a Content-Security-Policy names them."""
    found = tuple(items(text))
    for site in found:
        if not _SITE.fullmatch(site):
            raise ValueError(f"“{site}” is no site. Write it like https://example.org, and part several by blanks.")
    return found


def networks(text: str) -> tuple[Network, ...]:
    """Addresses and networks of machines."""
    found = []
    for item in items(text):
        try:
            found.append(ip_network(item))
        except ValueError:
            raise ValueError(
                f"“{item}” is no address or network. Write it like 10.0.0.5 or 10.0.0.0/8, and part several by blanks."
            ) from None
    return tuple(found)


def address(text: str) -> str:
    """An address of the web without a slash at its end."""
    parts = urlsplit(text)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.query or parts.fragment:
        raise ValueError(f"“{text}” is no address. Write it like https://atlas.example.org or https://example.org/atlas.")
    return text.rstrip("/")


def folder(text: str) -> str:
    """A path on a host, with a slash at its start and none at its end."""
    path = f"/{text.strip('/')}"
    if not _FOLDER.fullmatch(path):
        raise ValueError(f"“{text}” is no path. Write it like /atlas.")
    return path


def whole(least: int) -> Callable[[str], int]:
    """A whole number that is not below `least`."""

    def read(text: str) -> int:
        if not text.isascii() or not text.isdigit() or int(text) < least:
            raise ValueError(f"“{text}” is no whole number of {least} or more.")
        return int(text)

    return read


def existing(text: str) -> Path:
    """A folder that there is."""
    path = Path(text)
    if not path.is_dir():
        raise ValueError(f"there is no folder “{text}”.")
    return path


def level(text: str) -> int:
    """A level of `logging` by its name."""
    if text.lower() not in LOG_LEVELS:
        raise ValueError(f"“{text}” is no level. Use one of {', '.join(LOG_LEVELS)}.")
    return logging.getLevelNamesMapping()[text.upper()]


def written(text: str) -> str:
    """What another hands out as it is, such as a name; one word."""
    if not text.isprintable() or " " in text:
        raise ValueError(f"“{text}” is not one word.")
    return text


def secret(least: int) -> Callable[[str], str]:
    """A text of at least so many characters, which no message repeats."""

    def read(text: str) -> str:
        if len(text) < least:
            raise ValueError(f"it has fewer than {least} characters. Make one with: openssl rand -hex 32")
        return text

    return read


def people(text: str) -> tuple[str, ...]:
    """Mail addresses, and names of hosts for all addresses there, in lower case."""
    found = tuple(items(text.lower()))
    for item in found:
        name, at, host = item.rpartition("@")
        if bool(name) != bool(at) or "@" in name or "." not in host or not re.fullmatch(_NAME, host):
            raise ValueError(f"“{item}” is no mail address and no domain. Write it like anna@example.org or example.org.")
    return found


def contact(text: str) -> str:
    """A mail address or the address of a form."""
    if not text.startswith(("mailto:", "https://", "http://")):
        raise ValueError(f"“{text}” is no address. Write it like mailto:atlas@example.org or https://example.org/form.")
    return text
