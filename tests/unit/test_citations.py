"""Citations say what, which version, which view, where and when; and other programs can read them."""

from __future__ import annotations

import json
from datetime import date

import bibtexparser
import pytest
import rispy

from atlas.citations import (
    Reference,
    bibtex,
    cite_dataset,
    cite_event,
    cite_view,
    csl_json,
    dataset_reference,
    page_references,
    ris,
    view_reference,
)
from atlas.dataset import Dataset
from atlas.view import EventFilter, select

ADDRESS = "http://localhost:8501/events?link=AFG-IND&q=50%25+%7Bduty%7D"
READ = date(2026, 11, 22)

ODD = Reference(
    key="odd-1",
    kind="page",
    title="Duty of 50% & more: {braces}, back\\slash, $5, #1, a_b, ~tilde^ \u201cquoted\u201d\r\nER  - \nTY  - BOOK",
    author="Ministry of Foreign Affairs (وزارت امور خارجه)",
    published="2025-05",
    url="https://example.org/a_b?c={d}&e=\\f g#h",
    language="fa",
    note="@article{x}",
)


def test_a_view_is_cited_with_all_that_leads_back_to_it(dataset: Dataset) -> None:
    selection = select(dataset, EventFilter(link=("AFG-IND",)))
    text = cite_view(selection, ADDRESS, READ)
    assert text.startswith(cite_dataset(dataset)) and f"version {dataset.version}" in text
    assert selection.sentence in text and f"{selection.n} of {selection.total}" in text
    assert text.endswith(f"{ADDRESS} (accessed 22 Nov 2026)")
    assert cite_view(selection, ADDRESS) + " (accessed 22 Nov 2026)" == text


def test_an_event_is_cited_by_its_id(dataset: Dataset) -> None:
    event = dataset.events.iloc[0]
    text = cite_event(dataset, event["event_id"], "http://localhost/e", READ)
    assert event["event_id"] in text and event["title"] in text and text.startswith(cite_dataset(dataset))
    with pytest.raises(KeyError):
        cite_event(dataset, "none", "", READ)


def test_a_view_in_every_format(dataset: Dataset) -> None:
    selection = select(dataset, EventFilter(q="50% {duty} & “visa”_1"))
    reference = view_reference(selection, ADDRESS, READ)
    entry = bibtexparser.parse_string(bibtex([reference])).entries[0]
    assert entry.entry_type == "misc" and entry.key == f"kabul-outreach-atlas-{dataset.version}"
    fields = {field.key: field.value for field in entry.fields}
    assert fields["version"] == dataset.version and fields["urldate"] == "2026-11-22" and fields["url"] == ADDRESS
    assert r"50\% \textbraceleft{}duty\textbraceright{} \& “visa”\_1" in fields["note"]
    item = json.loads(csl_json([reference]))[0]
    assert item["type"] == "dataset" and item["version"] == dataset.version and item["URL"] == ADDRESS
    assert item["accessed"] == {"date-parts": [[2026, 11, 22]]} and selection.sentence in item["note"]
    assert dataset.package.licence in item["note"] and dataset.package.licence in fields["note"]
    year, month, _ = dataset.version.split(".")
    assert item["issued"] == {"date-parts": [[int(year), int(month)]]}
    record = rispy.loads(ris([reference]))[0]
    assert record["type_of_reference"] == "DATA" and record["urls"] == [ADDRESS] and selection.sentence in record["notes"][0]


def test_the_dataset_as_a_whole(dataset: Dataset) -> None:
    reference = dataset_reference(dataset, "http://localhost/", READ)
    assert reference.version == dataset.version and dataset.content_hash in reference.note and reference.licence


def test_no_text_ends_its_field() -> None:
    plain = "Duty of 50% & more: {braces}, back\\slash, $5, #1, a_b, ~tilde^ “quoted” ER - TY - BOOK"
    library = bibtexparser.parse_string(bibtex([ODD, ODD]))
    assert not [block for block in library.failed_blocks if not isinstance(block, bibtexparser.model.DuplicateBlockKeyBlock)]
    entry = bibtexparser.parse_string(bibtex([ODD])).entries[0]
    fields = {field.key: field.value for field in entry.fields}
    assert fields["title"] == (
        r"{Duty of 50\% \& more: \textbraceleft{}braces\textbraceright{}, back\textbackslash{}slash, \$5, \#1, a\_b, "
        r"\textasciitilde{}tilde\textasciicircum{} “quoted” ER - TY - BOOK}"
    )
    assert fields["url"] == "https://example.org/a_b?c=%7Bd%7D&e=%5Cf%20g#h" and fields["author"].strip("{}") == ODD.author
    assert bibtex([ODD]).count("{") == bibtex([ODD]).count("}")
    record, *others = rispy.loads(ris([ODD]))
    assert not others and record["title"] == plain and record["year"] == "2025" and record["date"] == "2025/05/"
    item = json.loads(csl_json([ODD]))[0]
    assert item["title"] == plain and item["author"] == [{"literal": ODD.author}] and item["issued"] == {"date-parts": [[2025, 5]]}


def test_what_is_not_known_is_left_out() -> None:
    bare = Reference(key="k", kind="page", title="T", author="", published="", url="https://example.org/")
    assert [field.key for field in bibtexparser.parse_string(bibtex([bare])).entries[0].fields] == ["title", "url"]
    assert set(json.loads(csl_json([bare]))[0]) == {"id", "type", "title", "URL"}
    assert set(rispy.loads(ris([bare]))[0]) == {"type_of_reference", "id", "title", "urls"}


def test_the_pages_of_a_view(dataset: Dataset) -> None:
    selection = select(dataset, EventFilter(link=("AFG-CHN",)))
    references = page_references(selection)
    keys = [reference.key for reference in references]
    read = dataset.evidence.loc[dataset.evidence["event_id"].isin(selection.events["event_id"]), "source_id"]
    assert keys == sorted(set(read))
    for reference in references:
        page = dataset.sources.loc[reference.key]
        assert reference.url == page["url"] and reference.author == page["publisher_name"] and reference.title
    assert page_references(select(dataset, EventFilter(date_from=date(2100, 1, 1)))) == []


def test_every_page_survives_every_format(dataset: Dataset) -> None:
    references = page_references(select(dataset))
    library = bibtexparser.parse_string(bibtex(references))
    assert not library.failed_blocks
    assert [entry.key for entry in library.entries] == [reference.key for reference in references]
    records = rispy.loads(ris(references))
    assert [record["id"] for record in records] == [reference.key for reference in references]
    assert [record["urls"] for record in records] == [[field["URL"]] for field in json.loads(csl_json(references))]
