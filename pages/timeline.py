"""How did it build up?"""

from components import frame
from components.timeline import timeline
from components.view import current

view = current()

if not view.selection.n:
    frame.empty_state(view)
    frame.stop()

timeline(view)
