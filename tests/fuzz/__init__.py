"""Whatever stands in an address, a file or a request, nobody meets an error that was not meant.

The short form is part of all tests, with the same cases at every run. `make fuzz` tries new ones, many times as many.
"""
