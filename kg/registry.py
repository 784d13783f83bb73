"""Plug-ins by name: ours from a dict literal, others' from an entry point of the same name."""

from collections.abc import Iterator, Mapping
from importlib.metadata import entry_points
from typing import Generic, TypeVar, cast

from kg.errors import UnknownPluginError

T = TypeVar("T")


class Registry(Mapping[str, T], Generic[T]):
    """The plug-ins of one kind; a foreign one is loaded on first use of its name.

    Args:
        group: what entry points call it: ``kg.`` and the kind in the plural.
        builtin: ours, by name.
    """

    def __init__(self, group: str, builtin: Mapping[str, T]) -> None:
        self._group = group
        self._builtin = builtin

    def __getitem__(self, name: str) -> T:
        """Return the plug-in called ``name``.

        Raises:
            UnknownPluginError: nobody offers it; the message lists who is there.
        """
        if name in self._builtin:
            return self._builtin[name]
        for point in entry_points(group=self._group, name=name):
            return cast("T", point.load())
        kind = self._group.rpartition(".")[2].removesuffix("s")
        raise UnknownPluginError(f"no {kind} is called {name!r}, only: {', '.join(self)}")

    def __iter__(self) -> Iterator[str]:
        return iter(sorted({*self._builtin, *(point.name for point in entry_points(group=self._group))}))

    def __len__(self) -> int:
        return len(list(iter(self)))

    def __contains__(self, name: object) -> bool:
        return name in self._builtin or name in list(iter(self))  # a search through all packages takes 10 ms
