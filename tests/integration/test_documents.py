"""What the documents tell a reader to type, to open and to ask for is there and is understood."""

from __future__ import annotations

import io
import re
import runpy
import shlex
import sys
import tomllib
from collections.abc import Callable, Iterable, Iterator
from contextlib import redirect_stdout, suppress
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

import httpx
import pytest
import yaml

from atlas.dataset import load
from atlas.settings.table import START, Hosting
from atlas.stories import read_story, story_problems
from tests.running import PATIENCE, ROOT

DOCUMENTS = [ROOT / name for name in ("README.md", "CONTRIBUTING.md", "SECURITY.md", "static/README.md")] + sorted(
    (ROOT / "docs").glob("*.md")
)
FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
SPAN = re.compile(r"`([^`]+)`")
ASSIGNED = re.compile(r"([A-Z][A-Z_]+)=(\S+)")
ADDRESS = re.compile(r"/api/|http://localhost:8501/|/\?|[a-z]+\.[a-z.]+\?")
HERE = "http://localhost:8501"
NO_COMMANDS = {"openid email profile"}
"""Several words that begin as a command does."""

MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")


@dataclass(frozen=True)
class Told:
    """A piece of code in a document: where it stands, and in which language it is; what stands within a line has none."""

    where: str
    text: str
    language: str = ""

    def __str__(self) -> str:
        return f"{self.where}: {self.text}"


def pieces() -> Iterator[Told]:
    """All code of the documents, spans joined over the ends of lines."""
    for document in DOCUMENTS:
        name, text = str(document.relative_to(ROOT)), document.read_text(encoding="utf-8")
        yield from (Told(name, block, language or "none") for language, block in FENCE.findall(text))
        for paragraph in re.split(r"\n\s*\n|\n(?=\s*[-|])", FENCE.sub("", text)):
            yield from (Told(name, " ".join(span.split())) for span in SPAN.findall(paragraph))


def in_language(language: str) -> list[Told]:
    return [piece for piece in pieces() if piece.language == language]


def commands() -> Iterator[Told]:
    """Every line of a shell block, and every span that begins as a command does."""
    for block in in_language("sh"):
        yield from (Told(block.where, line) for line in block.text.splitlines() if line.strip())
    for span in in_language(""):
        text = re.sub(r"^\$\((.+)\)$", r"\1", span.text)
        if text not in NO_COMMANDS and (re.match(r"([a-z][a-z-]*|[\w./-]+\.(py|sh)) ", text) or ASSIGNED.match(text)):
            yield Told(span.where, text)


def heeded(words: list[str]) -> None:
    """The Makefile or the server heeds what is set."""
    for word in words:
        name = word.partition("=")[0]
        assert f"$({name})" in MAKEFILE or name in {START + field.name.upper() for field in fields(Hosting)}, f"nothing heeds {name}"


def make(words: list[str]) -> None:
    """The target is there, and the Makefile heeds what is set."""
    target, *settings = words
    assert re.search(rf"^{target}:.*  ## ", MAKEFILE, re.MULTILINE), f"`make help` lists no {target}"
    heeded(settings)


def python(words: list[str]) -> None:
    """The program is there, explains itself, and knows the options."""
    as_module = words[0] == "-m"
    name, *arguments = words[1:] if as_module else words
    told = io.StringIO()
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(told), suppress(SystemExit):
        patch.setattr(sys, "argv", [name, "--help"])
        patch.syspath_prepend(ROOT / Path(name).parent)
        if as_module:
            runpy.run_module(name, run_name="__main__", alter_sys=True)
        else:
            runpy.run_path(str(ROOT / name), run_name="__main__")
    said = told.getvalue()
    assert said.startswith("usage:"), said
    for option in (word for word in arguments if word.startswith("-")):
        assert re.search(rf"(?<![\w-]){option}\b", said), f"{name} knows no {option}:\n{said}"


def manifests(file: str) -> list[dict[str, Any]]:
    return [document for document in yaml.safe_load_all((ROOT / file).read_text(encoding="utf-8")) if document]


def docker(words: list[str]) -> None:
    """The file is there and has the service."""
    compose, option, file, up, scale, service = words
    assert (compose, option, up, scale) == ("compose", "--file", "up", "--scale")
    assert service.partition("=")[0] in manifests(file)[0]["services"]


def kubectl(words: list[str]) -> None:
    """The file is there, or it has what is restarted."""
    if words[:2] == ["apply", "--filename"]:
        assert manifests(words[2])
    else:
        *verb, what = words
        kind, name = what.split("/")
        assert verb == ["rollout", "restart"]
        assert (kind, name) in {(found["kind"].lower(), found["metadata"]["name"]) for found in manifests("deploy/kubernetes.yaml")}


def kill(words: list[str]) -> None:
    """The server heeds the signal."""
    assert f"signal.SIG{words[0].removeprefix('-')}" in (ROOT / "scripts" / "serve.py").read_text(encoding="utf-8")


def mypy(words: list[str]) -> None:
    """It is as strict as is said."""
    assert words == ["--strict"] and tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["mypy"]["strict"]


def of_the_system(*known: str) -> Callable[[list[str]], None]:
    """What is no part of the atlas, word for word."""

    def check(words: list[str]) -> None:
        assert " ".join(words) in known

    return check


CHECKS: dict[str, Callable[[list[str]], None]] = {
    **{"make": make, "python": python, "docker": docker, "kubectl": kubectl, "kill": kill, "mypy": mypy},
    **{"apt-get": of_the_system("install haproxy"), "openssl": of_the_system("rand -hex 32")},
}


def understood(command: Told, server: str) -> None:
    """Raises `AssertionError` where a command would not do what is said."""
    words = shlex.split(command.text, comments=True)
    program, *rest = words
    if ASSIGNED.match(program):
        heeded(words)
    elif program == "curl":
        answers(server, next(word for word in rest if word.startswith(HERE)))
    elif program.endswith(".py"):
        python(words)
    else:
        assert program in CHECKS, f"nobody checks {program}"
        CHECKS[program](rest)


def answers(server: str, address: str) -> None:
    """The server has what is asked for."""
    answer = httpx.get(server + address.removeprefix(HERE), timeout=PATIENCE)
    assert answer.status_code == 200, answer.text[:500]


def faults(pieces: Iterable[Told], check: Callable[[Told], None]) -> list[str]:
    """What is wrong with them, each tried once."""
    found = []
    for piece in sorted(set(pieces), key=str):
        try:
            check(piece)
        except (AssertionError, OSError, ImportError, ValueError) as error:
            found.append(f"{piece}: {error}")
    return found


def test_commands_are_understood(server: str) -> None:
    assert len({command.text for command in commands()}) > 20
    assert faults(commands(), lambda command: understood(command, server)) == []


@pytest.mark.parametrize(
    "wrong",
    [
        *("make nothing", "make serve SPEED=9", "python -m atlas.checks --fast", "python scripts/nothing.py", "NOTHING=1"),
        *(
            "docker compose --file deploy/compose.yaml up --scale atlas4=4",
            "kubectl rollout restart deployment/atlas2",
            "kill -USR2 NUMBER",
        ),
        *("npm start", "curl http://localhost:8501/api/v1/events.csv?link=AFG-XXX"),
    ],
)
def test_a_command_that_fails_or_that_nobody_checks_is_found(server: str, wrong: str) -> None:
    assert len(faults([Told("README.md", wrong)], lambda command: understood(command, server))) == 1


def test_addresses_answer(server: str) -> None:
    asked = [span for span in in_language("") if ADDRESS.match(span.text) and not re.search(r"[…{]", span.text)]
    assert len(asked) > 8

    def check(span: Told) -> None:
        path = span.text.removeprefix(HERE)
        answers(server, path if path.startswith("/") else f"/api/v1/{path}")

    assert faults(asked, check) == []


def test_blocks_say_in_which_language_they_are_and_are_right_in_it() -> None:
    assert {piece.language for piece in pieces()} == {"", "sh", "python", "markdown", "diff"}
    for block in in_language("python"):
        exec(compile(block.text, block.where, "exec"), {})
    for block in in_language("markdown"):
        assert story_problems(read_story(block.text.encode(), block.where), load(), block.where) == []
    for block in in_language("diff"):
        file = re.sub(r"^ ?# (\S+?),?( .*)?$", r"\1", block.text.splitlines()[0])
        assert (ROOT / file).is_file(), block
