"""`python -m atlas.curation`."""

from atlas.curation.command import main

if __name__ == "__main__":
    raise SystemExit(main())
