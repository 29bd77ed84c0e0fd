"""How the ground of the map, in ``static/`` and ``data/leg_paths.geojson``, is made.

``sources``   fetches the named registry packages and reads their shapes
``coverage``  one gap-free set of polygons from which every view is composed
``views``     boundary views, boundary lines, hatching, lakes
``names``     names of countries, seas and rivers; the rivers' lines
``relief``    shaded relief as transparent pictures
``courses``   roads and railways along the networks of OpenStreetMap
``paths``     one line per route leg: course, sea lane or schematic
``geojson``   writes RFC 7946 files that are the same byte for byte every time

Coordinates are WGS 84 longitude and latitude in degrees throughout; areas and
tolerances given in degrees are planar and only compare shapes with each other.
"""
