"""`python -m atlas.checks`."""

from atlas.checks.command import main

if __name__ == "__main__":
    raise SystemExit(main())
