"""Subjects: an event has one only where a text speaks of it."""

from __future__ import annotations

from collections.abc import Iterator

from atlas.checks.contents import Contents, Line
from atlas.checks.names import begins

KEY_WORDS = {
    "aid": (
        "aid humanitarian relief donat assist wheat food medic vaccin blanket tent tents consignment shelter earthquake gift "
        "help rescue flood"
    ),
    "chabahar": "chabahar beheshti ipgl zahedan",
    "consular": "consul embass mission ambassador charg diplomat passport visa credential envoy",
    "development": (
        "develop project dam dams road highway infrastructure rail build built reconstruct invest power port hospital financ "
        "corridor belt canal"
    ),
    "education": "educat school universit student scholarship girls train academ teach college textbook cadet course",
    "energy": "energy electric power fuel oil gas pipeline tapi casa petrol diesel solar coal hydro tanker refiner naphtha",
    "health": "health medic hospital vaccin drug doctor clinic disease covid polio pharma patient ambulance treatment dialysis",
    "human-rights": "right rights women girl inclusive minorit gender educat freedom execut hijab persecut school discriminat sikh curbs",
    "kashmir": "kashmir pahalgam pulwama srinagar ladakh",
    "mining": ("mining mine mines mineral copper lithium iron coal oil gold aynak amu gas extract uranium zinc salt precious emerald"),
    "narcotics": "narcot drug opium poppy heroin meth addict smuggl",
    "pakistan": "pakistan islamabad durand ttp peshawar rawalpindi",
    "prisoners": "prison detain detention jail inmate convict sentenc releas arrest custod swap held captiv hostage guantanamo",
    "recognition": (
        "recogni legitim accredit credential diplomatic seat normali ambassador delist terrorist ban bans embass status flag "
        "represent charg"
    ),
    "refugees": "refugee migra deport return displac repatriat asylum evacuat undocumented expel expul iom unhcr stranded",
    "sanctions": ("sanction waiver frozen freez froz asset travel blacklist ofac exempt delist listed treasury snapback 1988 ban banned"),
    "security": (
        "secur terror attack milit border clash defen isis daesh isil iskp ttp kill strike bomb extremis police army arm "
        "armed arms war ceasefire conflict drone threat stab intelligence explosion safe peace bagram aggression sovereign "
        "shell fight fought blast takeover troops stabil violen troika"
    ),
    "trade": (
        "trad commerc export import goods tariff customs market econom busines cargo shipment tonne invest transit fruit "
        "wheat chamber million dollar fuel purchase compan contract bank consignment container crossing"
    ),
    "transit": (
        "transit corridor rail road port ports cross cargo container truck lorr border freight route flight air connectiv "
        "shipment wagah torkham chaman tir transport highway export lapis goods chabahar"
    ),
    "visas": "visa passport permit travel entry",
    "water": "water river dam dams helmand hirmand harirud canal qosh irrigat hydro kunar amu",
}
"""Beginnings of words of which a text that deals with a subject has one. A subject without an entry here is not checked."""


def subjects_are_in_the_texts(contents: Contents) -> Iterator[Line]:
    """A subject of which neither the record nor its pages speak."""
    events = {row.event_id: row for row in contents.rows["events"]}
    for row in contents.rows["event_issues"]:
        words = KEY_WORDS.get(row.issue_id, "").split()
        if words and not begins(contents.texts(events[row.event_id]), words):
            yield Line(row.event_id, row.issue_id, events[row.event_id].title)


def pakistan_is_a_subject_of_others(contents: Contents) -> Iterator[Line]:
    """`pakistan` as a subject where Pakistan itself took part; it may be the target of what others say."""
    types = contents.lookup("events", "event_id", "event_type")
    for row in contents.rows["event_issues"]:
        role = contents.actors[row.event_id].get("PAK", "subject")
        if row.issue_id == "pakistan" and role != "subject" and not (role == "target" and types[row.event_id] == "statement"):
            yield Line(row.event_id, "pakistan", f"Pakistan is {role} of the {types[row.event_id]}")


def events_have_a_subject(contents: Contents) -> Iterator[Line]:
    """An event without any subject."""
    have = {row.event_id for row in contents.rows["event_issues"]}
    return (Line(row.event_id, "", row.title) for row in contents.rows["events"] if row.event_id not in have)
