"""The contact ladder: how far each capital has gone with the authorities in Kabul, step by step, found by rule.

A rung is reached by an event that occurred; what was announced, disputed or cancelled is no step. Contacts before the takeover were
with a movement and not with the authorities, and are no steps either. The order of the rungs is one of weight, not of time: a
capital may leave rungs out.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import pandas as pd

from atlas.actors import KABUL
from atlas.dataset import DATASETS_KEPT, Dataset, RuledType
from atlas.kept import kept
from atlas.measures.firsts import latest_start
from atlas.measures.offices import rank_of
from atlas.measures.scope import ends, links_in_question, partner
from atlas.view import Selection

TAKEOVER = date(2021, 8, 15)
"""The day the Taliban entered Kabul, from which on the actor `AFG` of the data governs (see the label of the actor `AFG-R`)."""


@dataclass(frozen=True)
class Rung:
    """A rung with the rule by which an event reaches it, and why."""

    code: str
    label: str
    rule: str


RUNGS = (
    Rung(
        "statement", "Statement", "A public statement by one side that addresses the other and is no rebuke (Goldstein value 0 or above)."
    ),
    Rung(
        "official",
        "Official",
        "A call, meeting, visit or agreement at that level, or a mission or consulate run by officials or a technical team. "
        "Sitting in one meeting of three or more parties shows no more than this, unless both sides are there by name.",
    ),
    Rung(
        "envoy",
        "Envoy",
        "The same with a special envoy, ambassador or chargé d’affaires, or one of them posted to the other side.",
    ),
    Rung("deputy", "Deputy minister", "The same at that level. The level of a contact is that of the lower-ranking side."),
    Rung("minister", "Minister", "The same with a minister or national security adviser on both sides."),
    Rung("head", "Head of government", "The same with a head of state or government on both sides."),
    Rung(
        "mission",
        "Embassy opened or raised",
        "The capital opens, raises or hands over an embassy. An announcement is no step, nor is a claim by Kabul alone.",
    ),
    Rung(
        "ambassador",
        "Ambassador accepted",
        "The capital accepts an ambassador named by Kabul. A chargé d’affaires, an arrival and copies handed to the protocol do not count.",
    ),
    Rung(
        "recognition", "Formal recognition", "The capital recognises the government: type Recognition with the CAMEO code for granting it."
    ),
)
"""From lowest to highest; a rung's number is its position plus one. The levels of contact stand in the order of `contact_levels`."""

_NUMBER = {rung.code: number for number, rung in enumerate(RUNGS, start=1)}
_OF_LEVEL = {1: "official", 2: "envoy", 3: "deputy", 4: "minister", 5: "head"}
COOPERATIVE = ("05", "08")
"""CAMEO roots of diplomatic cooperation and of yielding; an embassy that is closed, refused or only spoken of has another."""

GRANT_RECOGNITION = "054"
ENGAGE_IN_DIPLOMACY = "050"


@dataclass(frozen=True)
class _Side:
    """One actor's part in one event."""

    roles: frozenset[str]
    offices: tuple[str, ...]

    @property
    def present(self) -> bool:
        """Whether it was there, and not only addressed or spoken of."""
        return bool(self.roles & {"initiator", "participant", "host"})

    @property
    def rank(self) -> int:
        """The rank of the highest office named; 1 where nobody is."""
        return max(map(rank_of, self.offices), default=1)


_Sides = dict[str, _Side]


@lru_cache(maxsize=DATASETS_KEPT)
def _sides(dataset: Dataset) -> dict[str, _Sides]:
    """Who took part in every event with Kabul, by event and actor."""
    rows = dataset.tables["participants"]
    rows = rows[rows["actor_id"].notna() & rows["role"].ne("subject")]
    ours = set(rows.loc[rows["actor_id"] == KABUL, "event_id"])
    found: dict[str, _Sides] = {}
    rows = rows[rows["event_id"].isin(ours)]
    named = rows["office"].astype("str").where(rows["person_id"].notna() & rows["office"].notna(), "")
    for event_id, actor, role, office in zip(
        rows["event_id"].astype("str"), rows["actor_id"].astype("str"), rows["role"].astype("str"), named, strict=True
    ):
        sides = found.setdefault(event_id, {})
        side = sides.get(actor, _Side(frozenset(), ()))
        sides[actor] = _Side(side.roles | {role}, (*side.offices, office) if office else side.offices)
    return found


def _lent_the_place(actor: str, sides: _Sides) -> bool:
    """Whether an actor was host to a bilateral meeting of two others."""
    return sides[actor].roles == {"host"} and sum(side.roles != {"host"} for side in sides.values()) > 1


def _contact(event: pd.Series, sides: _Sides, other: str) -> str | None:
    """The rung of an event in which people of both sides deal with each other."""
    kind, level = str(event["event_type"]), int(event["level_rank"])
    if kind == RuledType.MEETING and (_lent_the_place(other, sides) or _lent_the_place(KABUL, sides)):
        return None
    parties = [side for actor, side in sides.items() if not _lent_the_place(actor, sides)]
    if len(parties) > 2 or kind == RuledType.MULTILATERAL:
        if not (sides[KABUL].present and sides[other].present):
            return None
        level = min(level, sides[KABUL].rank, sides[other].rank)
    return _OF_LEVEL.get(level)


def rung_of(event: pd.Series, sides: _Sides, other: str, capital: str | None) -> str | None:
    """The rung that an event reaches for one capital, or `None`.

    `event` is a row of `Dataset.events`, `other` the actor beside Kabul, `capital` the place of its government.
    """
    if event["status"] != "occurred":
        return None
    kind, code, level = str(event["event_type"]), str(event["cameo_code"]), int(event["level_rank"])
    theirs = sides[other].roles
    match kind:
        case RuledType.RECOGNITION:
            return "recognition" if code == GRANT_RECOGNITION and "initiator" in theirs else None
        case RuledType.ACCREDITATION:
            accepted = code == ENGAGE_IN_DIPLOMACY and theirs & {"host", "initiator"} and event["place_id"] == capital
            ambassador = any(rank_of(office) == 2 and "ambassador" in office.lower() for office in sides[KABUL].offices)
            if accepted and ambassador and level > 1:
                return "ambassador"
            return _OF_LEVEL.get(min(level, 2))
        case RuledType.MISSION:
            if not code.startswith(COOPERATIVE):
                return None
            if level == 1:
                return "official"
            return "mission" if "initiator" in theirs else None
        case RuledType.STATEMENT:
            addressed = {"initiator", "target"} <= theirs | sides[KABUL].roles
            return "statement" if addressed and event["goldstein"] >= 0 else None
        case _ if event["both_sides"] and level:
            return _contact(event, sides, other)
    return None


@kept(DATASETS_KEPT)
def _all_steps(dataset: Dataset) -> pd.DataFrame:
    """Every event that reaches a rung, with its link and rung, in the order in which they surely had begun."""
    events, capitals = dataset.events, dataset.actors["capital_place_id"].astype("str").to_dict()
    dyads = dataset.dyads[dataset.dyads["first"].eq(KABUL)]
    rows = []
    for position, other, link in dyads[["event", "second", "link"]].itertuples(index=False):
        event = events.iloc[position]
        rung = rung_of(event, _sides(dataset)[event["event_id"]], other, capitals.get(other))
        if rung and event["date_start"] >= pd.Timestamp(TAKEOVER):
            rows.append((position, str(link), _NUMBER[rung]))
    frame = pd.DataFrame(rows, columns=["event", "link", "rung"])
    columns = ["event_id", "date_start", "date_end", "date_precision", "last_day", "title", "grade"]
    frame = pd.concat([frame, events[columns].iloc[frame["event"].to_numpy()].reset_index(drop=True)], axis=1)
    # An event of which only the month is known is sure to have begun when the month is over, so it is first only if nothing was before.
    return frame.assign(sure=latest_start(frame)).sort_values(["sure", "event", "rung"], kind="stable", ignore_index=True)


def steps(selection: Selection, links: tuple[str, ...]) -> pd.DataFrame:
    """The steps among the selected events, capital by capital in the order of `links`, and in time.

    One row an event and link. `rung` is 1 to 9 (see `RUNGS`) and `step` its label; `first` marks the first at its rung and
    `new_highest` those that went higher than anything before. Links without Kabul have no ladder and are left out.
    """
    every = _all_steps(selection.dataset)
    place = {link: number for number, link in enumerate(links)}
    seen = selection.mask[every["event"].to_numpy(dtype="int64")] & every["link"].isin(links).to_numpy()
    found: pd.DataFrame = every[seen].sort_values("link", key=lambda link: link.map(place), kind="stable", ignore_index=True)
    before = found.groupby("link")["rung"].cummax().groupby(found["link"]).shift(fill_value=0)
    frame: pd.DataFrame = found.assign(
        capital=pd.Series([partner(selection, link) for link in found["link"]], dtype="str"),
        step=pd.Series([RUNGS[rung - 1].label for rung in found["rung"]], dtype="str"),
        first=~found.duplicated(["link", "rung"]),
        new_highest=found["rung"] > before,
    )
    return frame


def has_ladder(selection: Selection, link: str) -> bool:
    """Whether Kabul is one of the two."""
    return KABUL in ends(selection, link)


def headline(selection: Selection) -> dict[str, str]:
    """The highest step of each capital in question: `{"New Delhi": "minister"}`."""
    every = _all_steps(selection.dataset)
    seen = selection.mask[every["event"].to_numpy(dtype="int64")]
    link, rung = every["link"].to_numpy(dtype=object)[seen], every["rung"].to_numpy(dtype="int64")[seen]
    said = {}
    for own in links_in_question(selection):
        if has_ladder(selection, own):
            top = int(rung[link == own].max(initial=0))
            said[partner(selection, own)] = RUNGS[top - 1].label.lower() if top else "no step"
    return said
