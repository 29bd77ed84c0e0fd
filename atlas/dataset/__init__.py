"""The data package as the atlas reads it: loaded, checked, graded and frozen."""

from atlas.dataset import details, grades, legs, search, serving, ties
from atlas.dataset.blemishes import blemish
from atlas.dataset.codes import RuledType
from atlas.dataset.facets import REVIEWS, Facet
from atlas.dataset.grades import ANNOUNCED, GRADE_MEANING, GRADES
from atlas.dataset.load import DATASETS_KEPT, LEG_PATHS, Dataset, load
from atlas.dataset.package import DATA_FOLDER, DESCRIPTOR, Package, PackageError, Problem, Table, read_package
from atlas.dataset.tables import FIRST_DATA_ROW, cell_problems, frame_of, read_tables
from atlas.dataset.version import parse_version, version_number

__all__ = [
    "ANNOUNCED",
    "DATASETS_KEPT",
    "DATA_FOLDER",
    "DESCRIPTOR",
    "FIRST_DATA_ROW",
    "GRADES",
    "GRADE_MEANING",
    "LEG_PATHS",
    "REVIEWS",
    "Dataset",
    "Facet",
    "Package",
    "PackageError",
    "Problem",
    "RuledType",
    "Table",
    "blemish",
    "cell_problems",
    "details",
    "frame_of",
    "grades",
    "legs",
    "load",
    "parse_version",
    "read_package",
    "read_tables",
    "search",
    "serving",
    "ties",
    "version_number",
]
