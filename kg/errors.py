"""What can go wrong, named. Every message says where (file, place) and what would be right."""


class KgError(Exception):
    """The base of all errors that dixit raises on purpose; the command line prints it in one line."""


class ReadError(KgError):
    """A document could not be read: missing, empty, binary, wrong encoding, unknown format."""


class EmptyError(ReadError):
    """There is nothing in a file."""


class StoreError(KgError):
    """A store could not be opened, is locked by another writer, or is damaged."""


class ParcelError(StoreError):
    """A file that a worker left for the store is damaged, or not what it says."""


class EngineError(KgError):
    """Work cannot be shared out: what it takes is not installed, or nobody is there to do it."""


class SettingsError(KgError):
    """A setting has a value that it cannot have."""


class QueryError(KgError):
    """A query is malformed, or names something that does not exist."""


class OutwardError(QueryError):
    """A query or an update that is well-formed, but would leave this machine."""


class UnansweredError(QueryError):
    """A query or an update that is well-formed, but cannot be carried out."""


class ConflictError(UnansweredError):
    """An update that does not fit the store: a graph is not there, or is there already."""


class UnknownEntityError(KgError):
    """No entity bears that name."""


class UnknownPluginError(KgError):
    """No plug-in bears that name; the message lists the known ones."""


class SiteError(KgError):
    """A site cannot be written where it should, or not be served from there."""


class NothingToShowError(KgError):
    """Nothing in the store fits what a view was asked for."""


class ValidationError(KgError):
    """A graph cannot be validated here."""
