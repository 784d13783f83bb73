"""Rows and graphs for people to look at: tables, and the HTML map."""
