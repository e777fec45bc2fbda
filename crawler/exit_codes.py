"""Exit codes of the commands (DESIGN section 5)."""

OK, SITE_NOT_OK, USAGE, STORAGE = 0, 1, 2, 3
