"""Names that go on behind a hyphen: the model tends to stop there ("Min Seok" of "Min Seok-jae")."""

from collections.abc import Collection, Sequence

from kg.nlp.scores import Ints
from kg.nlp.tagset import DATE, NAME_TYPES, NORP, QUANTITY

HYPHENS = frozenset("-‑")
PROPER = "NNP"
"""The tag of a part in lower case that belongs to the name, as "based" of "Moscow-based" does not."""
TIED = "flat"
"""The relation of the parts of one name; "the Moscow-Kiev train" hangs its two on the noun."""


def grown(
    labels: Ints, words: Sequence[str], glued: Collection[int], tags: Sequence[str], relations: Sequence[str]
) -> Ints:
    """Return the labels of words with each name taken on over the hyphens within it.

    Args:
        labels: 0 outside, for each type of name an odd number for its first word and the next for the others.
        words: what the labels are of.
        glued: the words before which no white space stands.
        tags: of the words.
        relations: of the words to their heads.
    """
    found = labels.copy()
    for i in sorted(glued):
        if i + 1 not in glued or words[i] not in HYPHENS or found[i] or not _named(int(found[i - 1])):
            continue
        inside = found[i - 1] + found[i - 1] % 2
        if found[i + 1]:
            whole = found[i + 1] == inside - 1 and relations[i + 1] == TIED
        else:
            whole = words[i + 1][0].isupper() or tags[i + 1] == PROPER
        if whole:
            found[i] = found[i + 1] = inside
    return found


def _named(label: int) -> bool:
    return label > 0 and NAME_TYPES[(label - 1) // 2] not in (NORP, DATE, QUANTITY)
