"""Who reads the documents: workers on this machine, or on many."""

from kg.errors import EngineError
from kg.pipeline.engines.crew import Crew, Died, Engine, delivered
from kg.pipeline.engines.dask import cluster
from kg.pipeline.engines.local import processes
from kg.registry import Registry

ENGINES: Registry[Engine] = Registry("kg.engines", {"local": processes, "dask": cluster})

__all__ = ["ENGINES", "Crew", "Died", "Engine", "delivered", "engine_of"]


def engine_of(name: str) -> tuple[Engine, str]:
    """Return the engine that ``name`` or ``name://address`` means, and the address.

    Raises:
        UnknownPluginError: there is none of that name; the message lists who is there.
        EngineError: an address that is empty.
    """
    kind, mark, address = name.partition("://")
    if mark and not address:
        raise EngineError(f"{name}: no address; write {kind}://scheduler:port, or {kind} alone")
    return ENGINES[kind], address
