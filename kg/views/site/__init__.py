"""A static set of pages: one a name, an event and a document, and what leads to them."""
