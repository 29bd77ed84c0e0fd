"""Tests: `unit` of the domain, `pages` without a browser, `browser` in one, `integration` with other programs."""
