"""The pages of a store live, and a SPARQL endpoint, over HTTP. Starlette and uvicorn stay in this room."""
