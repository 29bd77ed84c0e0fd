"""The questions about a page on which the event rests."""

from __future__ import annotations

from atlas.curation import judging, matching, proposals
from atlas.curation.days import read_day, refuse_day
from atlas.curation.desk import Desk
from atlas.curation.draft import DraftPage, source_id
from atlas.curation.participant_questions import mend_list
from atlas.curation.stock import Row
from atlas.curation.terminal import ask, choose, choose_several, confirm, say


def ask_pages(desk: Desk) -> None:
    """The pages, at least one."""
    pages = desk.draft.pages
    while True:
        mend_list("page", pages, lambda page: page.source["url"], lambda earlier: _page(desk, earlier))
        if pages:
            return
        say("An event rests on at least one page.", indent="  ! ")


def _page(desk: Desk, earlier: DraftPage | None) -> DraftPage | None:
    number = len(desk.draft.pages) + 1
    rest = "An event rests on at least one" if number == 1 else "An empty line when there are no more"
    question = f"Address of page {number if earlier is None else 'to mend'}. {rest}"
    url = ask(
        question, earlier.source["url"] if earlier else "", lambda text: judging.cell(desk.package, "sources", "url")(text) if text else []
    )
    if not url:
        return None
    if any(page is not earlier and page.source["url"] == url for page in desk.draft.pages):
        say("This page is answered already.", indent="  ! ")
        return _page(desk, earlier)
    held = next((row for row in desk.package.rows["sources"] if row["url"] == url), None)
    if held:
        say(f"= {held['source_id']}, a page that the atlas holds", indent="  ")
    source = held or _source(desk, url, earlier.source if earlier else {})
    return DraftPage(source, *_evidence(desk, source, earlier))


def _source(desk: Desk, url: str, old: Row) -> Row:
    """The row of a page that the atlas does not hold yet."""
    others = [page.source for page in desk.draft.pages if page.source is not old]
    elsewhere = {row[name] for row in others for name in ("publisher_id", "origin_id")}
    known = old.get("publisher_id") or matching.publisher_of(desk.stock, url) or ""
    name = desk.name_again("publishers", known, elsewhere) or matching.host(url)
    publisher = ""
    while not publisher:
        publisher = desk.find_publisher("Publisher, by name or address", name)
    habits = proposals.page_habits(desk.stock, publisher)
    question = "Agency or outlet whose text it carries; an empty line where it is the publisher's own"
    origin = desk.find_publisher(question, old["agency"] if old else habits["agency"])
    agency = desk.stock.row("publishers", origin)["name"] if origin and origin != publisher else ""
    return {
        "source_id": source_id(publisher, url),
        "url": url,
        "publisher_id": publisher,
        "agency": agency,
        "origin_id": origin or publisher,
        "copy_at": old.get("copy_at", ""),
        "page_title": desk.ask_cell("Title of the page, as published", "sources", "page_title", old.get("page_title", "")),
        "published": _published(old.get("published", "")),
        "language": desk.ask_cell("Language, as a code of two letters", "sources", "language", old.get("language") or habits["language"]),
        "kind": choose("What kind of text is it?", desk.kinds("sources"), old.get("kind") or habits["kind"]),
        "rolling": _confirmed("Does it keep changing, as a tag, section or live page does?", old.get("rolling") == "true"),
    }


def _confirmed(question: str, default: bool) -> str:
    """Yes or no as the tables hold it."""
    return "true" if confirm(question, default) else "false"


def _published(default: str) -> str:
    """Day or month of publication as `published` holds it; empty where the page gives none."""

    def refuse(answer: str) -> list[str]:
        return refuse_day(answer) or (["Give the day or the month."] if answer and read_day(answer)[1] == "year" else [])

    answer = ask("Day or month of publication; an empty line where the page gives none", default, refuse)
    if not answer:
        return ""
    day, precision = read_day(answer)
    return day.isoformat() if precision == "day" else f"{day:%Y-%m}"


def _evidence(desk: Desk, source: Row, earlier: DraftPage | None) -> tuple[Row, list[str]]:
    """What the page says of the event, and whose account it passes on."""
    old = earlier.evidence if earlier else {}
    states = ask("What does it say of the event? In our own words, at most 30", old.get("states", ""), judging.states(desk.package))
    agrees = _confirmed("Does it agree with the record in day, place, figures and who was there?", old.get("agrees") != "false")
    # A month of publication is compared with a month.
    published = source["published"]
    early = bool(published) and published < desk.draft.event["date_start"][: len(published)]
    preview = _confirmed("Is it a preview: older than the event, or speaking of it as to come?", early or old.get("preview") == "true")
    sides = list(dict.fromkeys(row["actor_id"] for row in desk.draft.participants if row["actor_id"]))
    others = [row["actor_id"] for row in desk.stock.rows["actors"] if row["actor_id"] not in sides]
    options = [(actor, desk.stock.row("actors", actor)["name"]) for actor in (*sides, *others)]
    proposed = earlier.accounts if earlier else proposals.voices(desk.stock, desk.draft, source["publisher_id"])
    question = "Whose own account does it pass on? A statement, readout, spokesman or state medium; nobody's for a reporter's own word"
    accounts = choose_several(question, options, proposed, shown=len(sides) + 1)
    return {"agrees": agrees, "preview": preview, "agency": "", "origin_id": "", "states": states}, accounts
