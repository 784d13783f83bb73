"""Stores on other machines, by SPARQL 1.1 Query, Update and Graph Store HTTP Protocol (docs/stores.md)."""
