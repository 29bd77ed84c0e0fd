"""How the map geometry in ``static/`` and ``data/leg_paths.geojson`` is made.

``sources``   fetches the named registry packages and reads their shapes
``coverage``  one gap-free set of polygons from which every view is composed
``views``     boundary views, boundary lines, hatching, lakes
``paths``     one line per route leg
``geojson``   writes RFC 7946 files that are the same byte for byte every time

Coordinates are WGS 84 longitude and latitude in degrees throughout; areas and
tolerances given in degrees are planar and only compare shapes with each other.
"""
