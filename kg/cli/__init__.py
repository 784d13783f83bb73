"""The command line: `kg` and its commands; the only room that knows click."""
