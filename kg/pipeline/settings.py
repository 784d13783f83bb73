"""How to read, and what a reading depends on besides the text."""

from dataclasses import dataclass
from functools import cache
from importlib.metadata import version

from kg.errors import SettingsError
from kg.extract import LEAST
from kg.model import content_id
from kg.nlp.models import DEFAULT, model_stamp
from kg.resources import fingerprint


@dataclass(frozen=True, slots=True)
class Settings:
    """How to read.

    Attributes:
        encoding: of text files.
        model: name of the language model (``load_model``).
        threads: how many the model uses.
        min_confidence: in [0, 1]; attributions that are less likely are dropped.

    Raises:
        SettingsError: ``min_confidence`` is no number between 0 and 1.
    """

    encoding: str = "utf-8"
    model: str = DEFAULT
    threads: int = 1
    min_confidence: float = LEAST

    def __post_init__(self) -> None:
        if not 0 <= self.min_confidence <= 1:  # "nan" is refused too: it compares with nothing
            raise SettingsError(f"a confidence lies between 0 and 1, not {self.min_confidence}")

    @property
    def stamp(self) -> str:
        """What a reading depends on besides the text: our version, ``ontology/``, the settings.

        Raises:
            UnknownModelError: there is no language model of that name.
        """
        return _stamp(self.model, self.min_confidence)


@cache
def _stamp(model: str, min_confidence: float) -> str:
    parts = (version("dixit-kg"), fingerprint("ontology"), model_stamp(model), str(float(min_confidence)))
    return content_id("stamp", *parts)


USUAL = Settings()
"""Those of whoever names none."""
