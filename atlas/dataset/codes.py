"""Types of event that rules name. Any other type needs no code: what is to be known of it stands in the code list.

`make check-data` says which of these the code list lacks.
"""

from __future__ import annotations

from enum import StrEnum


class RuledType(StrEnum):
    """A type of event by its code in the table `event_types`."""

    ACCREDITATION = "accreditation"
    MEETING = "meeting"
    MISSION = "mission"
    MULTILATERAL = "multilateral"
    RECOGNITION = "recognition"
    SANCTIONS = "sanctions"
    SECURITY = "security"
    STATEMENT = "statement"
    VISIT = "visit"
