"""A new event, asked for in plain words at a terminal: `make new-event`, or `python -m atlas.curation`.

`stock` holds the package as rows of text, `draft` the answers and the rows that they make, `matching` and `proposals` find and propose,
`writing` tries the rows on a copy and moves them in as a whole; these ask nothing. The rest is the dialogue.
"""

from atlas.curation import days, draft, gazetteer, interview, judging, matching, proposals, stock, writing
from atlas.curation.command import main

__all__ = ["days", "draft", "gazetteer", "interview", "judging", "main", "matching", "proposals", "stock", "writing"]
