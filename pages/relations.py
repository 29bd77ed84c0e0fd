"""How close, on what, and who carries it?"""

from components import frame
from components.charts import follow
from components.relations import relations
from components.view import current

follow("relations")
view = current()

if not view.selection.n:
    frame.empty_state(view)
    frame.stop()

relations(view)
