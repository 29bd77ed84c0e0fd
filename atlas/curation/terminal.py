"""Questions on a plain terminal: a line of text, one or several of a list, yes or no, something known by name."""

from __future__ import annotations

import sys
import textwrap
from collections.abc import Callable, Sequence

from atlas.curation.judging import Refuse
from atlas.curation.matching import Named, is_called

try:
    import readline
except ImportError:  # as on Windows; there an earlier answer is shown and not put into the line
    readline = None  # type: ignore[assignment]

NONE = "-"
"""The answer for nothing, where Enter takes what is proposed."""

Find = Callable[[str], list[Named]]
Option = tuple[str, str]
"""A code and what is shown of it."""


def say(*lines: str, indent: str = "") -> None:
    """Write lines, wrapped at the width of a terminal."""
    for line in lines:
        print(textwrap.fill(line, 100, initial_indent=indent, subsequent_indent=indent + "  ") if line else "")


def _line(default: str) -> str:
    """A line that is typed; on a terminal `default` stands in it and can be changed, elsewhere an empty line takes it."""
    if readline is None or not (sys.stdin.isatty() and sys.stdout.isatty()):
        typed = input(f"[{default}] > " if default else "> ")
        return " ".join((typed or default).split())
    readline.set_startup_hook(lambda: readline.insert_text(default))
    try:
        return " ".join(input("> ").split())
    finally:
        readline.set_startup_hook(None)


def ask(question: str, default: str = "", refuse: Refuse = lambda answer: []) -> str:
    """A line of text. What is refused is said why, and stands in the line again to be mended."""
    say("", question)
    while True:
        answer = _line(default)
        answer = "" if answer == NONE else answer
        if not (reasons := refuse(answer)):
            return answer
        say(*reasons, indent="  ! ")
        default = answer or default


def confirm(question: str, default: bool) -> bool:
    """Yes or no."""
    words = {"y": True, "yes": True, "n": False, "no": False}
    answer = ask(f"{question} (y/n)", "y" if default else "n", lambda text: [] if text.casefold() in words else ["Answer y or n."])
    return words[answer.casefold()]


def _code(answer: str, options: Sequence[Option]) -> str | None:
    """The code that an answer means: the code itself, its number in the list, or the only one whose code or words begin so."""
    wanted = answer.strip().casefold()
    if any(wanted == code.casefold() for code, _ in options):
        return next(code for code, _ in options if wanted == code.casefold())
    if wanted.isdecimal() and 1 <= int(wanted) <= len(options):
        return options[int(wanted) - 1][0]
    begun = [code for code, words in options if wanted and (code.casefold().startswith(wanted) or words.casefold().startswith(wanted))]
    return begun[0] if len(begun) == 1 else None


def _list(options: Sequence[Option]) -> None:
    width = max((len(code) for code, _ in options), default=0)
    for number, (code, words) in enumerate(options, start=1):
        say(f"{number:>3}  {code:<{width}}  {words}")


def choose_several(question: str, options: Sequence[Option], default: Sequence[str] = (), shown: int | None = None) -> list[str]:
    """Codes of a list in the order in which they were answered; none is possible. The first `shown` are written out."""

    def refuse(answer: str) -> list[str]:
        unknown = [part.strip() for part in answer.split(",") if part.strip() and _code(part, options) is None]
        return [f"“{part}” is none of the list, or could be several." for part in unknown]

    say("", question)
    _list(options[:shown])
    answer = ask("Numbers or codes, parted by commas; an empty line for none", ", ".join(default), refuse)
    return list(dict.fromkeys(code for part in answer.split(",") if (code := _code(part, options))))


def choose(question: str, options: Sequence[Option], default: str = "", shown: int | None = None) -> str:
    """One code of a list, of which the first `shown` are written out and the others can be typed."""

    def refuse(answer: str) -> list[str]:
        return [] if _code(answer, options) else [f"“{answer}” is none of the list, or could be several. Give a number or a code."]

    say("", question)
    _list(options[:shown])
    return _code(ask("Number or code", default, refuse), options) or ""


def pick(question: str, find: Find, new: Callable[[str], str] | None = None, default: str = "") -> str:
    """The key of something known by name; Enter on an empty line is nothing. `new` asks for what is not known yet."""
    query = ask(question, default)
    while query:
        found = find(query)
        if len(called := [named for named in found if is_called(named, query)]) == 1:
            say(f"= {called[0].label}", indent="  ")
            return called[0].key
        _list([(named.label, "") for named in found])
        if not found:
            say("Nothing like that is known.", indent="  ")
        kinds = [*(["its number"] if found else []), *(["0 for a new one"] if new else []), "another name", "or nothing for none"]
        answer = ask(f"Which is meant? Answer {', '.join(kinds)}")
        if answer == "0" and new:
            return new(query)
        if answer.isdecimal() and 1 <= int(answer) <= len(found):
            return found[int(answer) - 1].key
        query = answer
    return ""
