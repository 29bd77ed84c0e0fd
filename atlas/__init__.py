"""The domain of the Kabul Outreach Atlas: dataset, filter, links, routes, measures, exports.

Nothing here imports Streamlit, so every module works in a notebook:

>>> from atlas.dataset import load
>>> from atlas.filters import EventFilter
>>> from atlas.selection import select
>>> atlas = load()
>>> calls = select(atlas, EventFilter(link=("AFG-IND",), type=("call",)))
>>> calls.events["title"]  # doctest: +SKIP
"""
