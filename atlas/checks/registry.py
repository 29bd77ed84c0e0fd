"""Every check, each under a stable name by which it is counted, settled and spoken of in the coding rules."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from atlas.checks import (
    accounts,
    codes,
    events,
    evidence,
    figures,
    files,
    lengths,
    levels,
    notes,
    origins,
    people,
    places,
    routes,
    status,
    subjects,
    ties,
    twins,
)
from atlas.checks.contents import Check, Contents, Line
from atlas.dataset import Problem

ALL_CHECKS: dict[str, Check] = {
    # What is certainly wrong.
    "evidence": evidence.events_rest_on_evidence,
    "preview-unmarked": status.previews_are_marked,
    "dates": events.dates_are_in_order,
    "summary-length": events.summaries_are_short,
    "participants": people.participants_are_consistent,
    "person-actor": people.people_act_for_their_actor,
    "told-twice": twins.events_are_told_once,
    "place-country": places.places_lie_in_their_country,
    "coverage": files.coverage_is_true,
    "sorted": files.files_are_sorted,
    "positions": files.positions_count_up,
    "corridor": routes.corridors_join_up,
    "status-evidence": routes.status_changes_are_evidenced,
    "figure-owner": routes.figures_belong_to_one,
    "figure-legs": routes.figures_of_several_legs_hold,
    "ties": ties.ties_stand_once,
    "tie-order": ties.ties_point_back,
    "tie-plan": ties.only_plans_are_settled,
    "tie-circle": ties.ties_run_in_no_circle,
    "changes": events.changes_are_complete,
    "codes": codes.rules_find_their_codes,
    "clean-text": files.texts_are_clean,
    "line-ends": files.lines_end_alike,
    # Both: a call with a place or a host is certainly wrong, other events are looked at.
    "place-of-words": places.calls_have_no_place,
    "host": levels.hosts_are_visited,
    # What a person has to look at, most telling first.
    "not-reviewed": events.events_are_reviewed,
    "unconfirmed": evidence.unconfirmed,
    "not-seen": status.what_occurred_was_seen,
    "looks-ahead": status.pages_that_look_ahead,
    "closure-end": status.closures_end,
    "twins": twins.near_events_are_tied,
    "day": figures.days_agree,
    "figure": figures.figures_agree,
    "same-text": origins.like_pages_have_one_origin,
    "agency": origins.carriers_name_their_agency,
    "account": accounts.official_pages_speak_for_their_side,
    "level": levels.levels_fit_the_offices,
    "no-level": levels.contacts_have_a_level,
    "type-number": levels.types_fit_the_number,
    "named-not-listed": people.whoever_is_named_took_part,
    "listed-not-named": people.whoever_took_part_is_named,
    "actor-not-named": people.actors_are_in_the_texts,
    "acting": people.acting_ends_in_august_2025,
    "subject-words": subjects.subjects_are_in_the_texts,
    "subject-pakistan": subjects.pakistan_is_a_subject_of_others,
    "no-subject": subjects.events_have_a_subject,
    "note-stale": notes.notes_miss_only_what_is_missing,
    "note-unsupported": notes.unsupported_claims_are_in_no_page,
    "one-side-heard": accounts.both_sides_are_heard,
    "one-sided": accounts.one_sided,
    "single-origin": evidence.single_origin,
    "report-day": evidence.dated_by_the_report,
    "leg-distance": routes.legs_without_distance,
    "leg-length": lengths.stated_lengths_fit_the_course,
    "leg-report": routes.old_reports,
    "place-unchecked": places.unchecked_places,
    "undated": evidence.undated_sources,
}

COUNTED = {"undated"}
"""Checks whose lines are too many to list and are only counted."""


@dataclass(frozen=True)
class Findings:
    """What the checks found, by their names: errors, lines of the work list, and how many lines a person has settled."""

    errors: dict[str, list[Problem]]
    lines: dict[str, list[Line]]
    settled: dict[str, int]

    @property
    def problems(self) -> list[Problem]:
        """All errors, in the order of the checks."""
        return [problem for problems in self.errors.values() for problem in problems]


def heading(name: str) -> str:
    """What a check looks for, in a sentence."""
    return (ALL_CHECKS[name].__doc__ or "").splitlines()[0].rstrip(".")


def find(contents: Contents, names: Iterable[str] = ALL_CHECKS) -> Findings:
    """Run the checks. A row of `settled` takes its line from the work list; one that meets no line is itself an error."""
    errors: dict[str, list[Problem]] = {}
    lines: dict[str, list[Line]] = {}
    settled: dict[str, int] = {}
    looked_at = {(row.check, row.subject, row.about or ""): row for row in contents.rows["settled"]}
    stale = set(looked_at)
    for name in names:
        found = list(ALL_CHECKS[name](contents))
        errors[name] = [item for item in found if isinstance(item, Problem)]
        open_ = [item for item in found if isinstance(item, Line)]
        keys = [(name, line.subject, line.about) for line in open_]
        lines[name] = [line for line, key in zip(open_, keys, strict=True) if key not in looked_at]
        settled[name] = len(open_) - len(lines[name])
        stale.difference_update(keys)
    fix = "Take the row out of settled.csv, or correct its check, subject or about."
    asked = {key for key in stale if key[0] in errors or key[0] not in ALL_CHECKS}
    errors["settled"] = [
        contents.problem("settled", looked_at[key].Index, "check", "The work list has no such line.", fix) for key in sorted(asked)
    ]
    return Findings(errors, lines, settled)
