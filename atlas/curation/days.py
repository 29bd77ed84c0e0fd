"""Days as people write them."""

from __future__ import annotations

from datetime import date, datetime

_DAYS = ("%Y-%m-%d", "%d %B %Y", "%d %b %Y", "%B %d, %Y", "%d.%m.%Y", "%d/%m/%Y")
_MONTHS = ("%Y-%m", "%B %Y", "%b %Y")


def read_day(text: str) -> tuple[date, str]:
    """A day, month or year and its precision (`day`, `month`, `year`), as `date_start` and `date_precision` hold it.

    `2026-07-02`, `2 July 2026`, `2.7.2026` (day first), `July 2026`, `2026-07`, `2026`. Raises `ValueError`, in words, for anything else.
    """
    for precision, forms in (("day", _DAYS), ("month", _MONTHS), ("year", ("%Y",))):
        for form in forms:
            try:
                return datetime.strptime(text.strip(), form).date(), precision
            except ValueError:
                continue
    raise ValueError(f"“{text}” is no day of the calendar. Write 2026-07-02, 2 July 2026, or July 2026 where only the month is known.")


def refuse_day(answer: str) -> list[str]:
    """Why an answer is neither a day nor empty, in words; nothing where it is one of them."""
    try:
        if answer:
            read_day(answer)
    except ValueError as error:
        return [str(error)]
    return []
