"""Which statements count: those that were read surely enough, and, if so wanted, speech without attitudes."""

from dataclasses import dataclass

from kg.errors import QueryError
from kg.model import ATTITUDES


@dataclass(frozen=True, slots=True)
class Sieve:
    """What a statement must be to count; the default lets all through.

    Attributes:
        min_confidence: in [0, 1]; what was read with less is left out.
        speech_only: whether beliefs, wishes and fears (``kg.model.ATTITUDES``) are left out.

    Raises:
        QueryError: ``min_confidence`` is no number between 0 and 1.
    """

    min_confidence: float = 0.0
    speech_only: bool = False

    def __post_init__(self) -> None:
        if not 0 <= self.min_confidence <= 1:  # "nan" is refused too: it compares with nothing
            raise QueryError(f"a confidence lies between 0 and 1, not {self.min_confidence}")

    def passes(self, act: str | None, confidence: float | None) -> bool:
        """Return whether a statement with that act counts; the registry, which was not read, always does.

        >>> Sieve(0.8).passes("state", 0.75), Sieve(speech_only=True).passes("fear", 0.9)
        (False, False)
        """
        sure = confidence is None or confidence >= self.min_confidence
        return sure and not (self.speech_only and act in ATTITUDES)


EVERYTHING = Sieve()
