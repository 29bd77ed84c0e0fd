"""How far can I trust this?"""

from components import frame
from components.evidence import trust
from components.view import current

view = current()

if not view.selection.n:
    frame.empty_state(view)
    frame.stop()

trust(view)
