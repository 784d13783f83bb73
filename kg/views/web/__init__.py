"""Pages for a browser: each one file, offline, in which nothing runs that came from a text."""
