"""A site: a page for each entity, event and document of a store, and all that leads between them."""
