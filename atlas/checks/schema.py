"""The schema: types, constraints, primary and foreign keys, by the frictionless validator."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from atlas.dataset import DESCRIPTOR, Problem


def schema_problems(folder: Path) -> list[Problem]:
    """What the frictionless validator finds in the tables of the package in `folder`."""
    import frictionless  # takes most of a second, and only this function needs it

    try:
        package = frictionless.Package.from_descriptor(str(folder / DESCRIPTOR))
        for resource in list(package.resources):
            if not isinstance(resource, frictionless.resources.TableResource):
                package.remove_resource(str(resource.name))
        report = package.validate()
    except frictionless.FrictionlessException as error:
        details = [str(reason.message) for reason in error.reasons] or [str(error.error.message)]
        return [
            Problem(DESCRIPTOR, None, None, detail, "Compare the file with data/datapackage.json of the last release.")
            for detail in details
        ]
    problems = [_schema_problem(error, DESCRIPTOR, {}) for error in report.errors]
    for task in report.tasks:
        keys = {"primary-key": package.get_resource(task.name).schema.primary_key}
        problems += [_schema_problem(error, task.place or task.name, keys) for error in task.errors]
    return problems


def _schema_problem(error: Any, file: str, keys: dict[str, list[str]]) -> Problem:
    names = getattr(error, "field_names", None) or keys.get(error.type) or [getattr(error, "field_name", "")]
    fix = "Compare the row with the fields of the table in datapackage.json."
    return Problem(file, getattr(error, "row_number", None), ", ".join(names) or None, f"{error.message}.", fix)


def merged(own: Sequence[Problem], validator: Sequence[Problem]) -> list[Problem]:
    """Both lists, without what the validator says of a cell on which the loader's wording is at hand."""
    known = {(problem.file, problem.row, problem.field) for problem in own}
    return [*own, *(problem for problem in validator if (problem.file, problem.row, problem.field) not in known)]
