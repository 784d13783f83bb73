"""The shipped encoder as a spaCy component: everything it reads is set on the ``Doc``."""

from collections.abc import Callable, Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray
from spacy.attrs import (
    DEP,
    ENT_IOB,
    ENT_TYPE,
    HEAD,
    IS_SPACE,
    LEMMA,
    MORPH,
    ORTH,
    POS,
    SENT_START,
    SPACY,
    TAG,
)
from spacy.language import Language
from spacy.symbols import IDS
from spacy.tokens import Doc, Span, Token

from kg.nlp.attributions import KEY, Words, attributed, moved
from kg.nlp.bio import NEVER, best_labels
from kg.nlp.blocks import WRAP_MIN
from kg.nlp.decode import NONE, Parsed, decode
from kg.nlp.encoder import Encoder
from kg.nlp.hyphens import grown
from kg.nlp.lemma_table import Lemmas
from kg.nlp.scores import Ints
from kg.nlp.tagset import LAYERS, NAME_LABELS, NAME_TYPES, SPACE_POS, SPACE_RELATION, SPACE_TAG
from kg.nlp.weights import ACCURATE, checked

ANTECEDENTS = "kg_antecedents"
"""Where ``doc.user_data`` keeps them, as token numbers."""
IOB = {"inside": 1, "outside": 2, "begin": 3}
"""spaCy's numbers for BIO marks."""
FINAL, QUOTES = frozenset(".!?…"), frozenset('"“«')
"""Marks that end a sentence, and that may open one."""
Columns = dict[int, NDArray[np.uint64]]
"""By attribute of spaCy's, its value for each token."""
ORGANISATION, RELUCTANT = NAME_LABELS.index("B-ORG"), np.float32(-0.8)
"""Is added to the score of a word that begins an organisation: others are too often read as one. On the dev
sets F of names is 75.9 (UNER) and 84.8 (CrossNER) with it, 75.2 and 84.8 without."""


class EncoderPipe:
    """Reads documents with the encoder. Respects sentence starts that are set already."""

    def __init__(self, nlp: Language, layers: Sequence[str], threads: int) -> None:
        self._strings, self._morphology = nlp.vocab.strings, nlp.vocab.morphology
        folder = checked(ACCURATE)
        self._encoder = Encoder(folder, threads)
        labels = self._encoder.labels
        self._layers = frozenset(layers) & frozenset(labels.layers)
        self._lemmas = Lemmas("lemmas").from_disk(folder)
        self._tag = self._hashed(labels.tag)
        self._pos = np.array([IDS[label] for label in labels.pos], dtype=np.uint64)
        self._morph = np.array([self._morphology.add(label) for label in labels.morph], dtype=np.uint64)
        self._dep = self._hashed("ROOT" if name == "root" else name for name in labels.relation)
        self._types = self._hashed(NAME_TYPES)

    def _hashed(self, texts: "Sequence[str] | Iterator[str]") -> NDArray[np.uint64]:
        return np.array([self._strings.add(text) for text in texts], dtype=np.uint64)

    def _written(self, forms: NDArray[np.uint64]) -> list[str]:
        """The words; equal ones are one object, which for a long text saves much of its memory."""
        different, which = np.unique(forms, return_inverse=True)
        known = [self._strings[form] for form in different.tolist()]
        return [known[i] for i in which.tolist()]

    def __call__(self, doc: Doc) -> Doc:
        """Set what this component is made to set. Needs: tokens."""
        # columns of numbers: a ``Token`` of every word would stay in memory as long as the document
        columns = doc.to_array([ORTH, IS_SPACE, SENT_START, SPACY]).view(np.int64)
        forms, blank, starts, spaced = columns.T
        tokens = np.flatnonzero(blank == 0)
        if len(tokens) == 0:
            return _blank(doc)
        breaks, joints = _breaks(doc, tokens), _joints(tokens, spaced)
        words = self._written(forms[tokens].astype(np.uint64))
        reads = self._encoder.read(words, frozenset(breaks))
        parsed = decode(
            reads,
            _fixed(starts[tokens], breaks, _glued(words, joints)),
            self._encoder.labels,
            self._encoder.relation,
        )
        if "syntax" in self._layers:
            self._set_syntax(doc, tokens, words, parsed)
        if "names" in self._layers:
            self._set_names(doc, tokens, words, joints, parsed)
        if "attributions" in self._layers:
            place = _on_tokens(tokens)
            doc.user_data[KEY] = [moved(found, place) for found in attributed(parsed, breaks)]
        if "coreference" in self._layers:
            pairs = [(i, j) for i, j in enumerate(parsed.antecedents.tolist()) if j != NONE]
            doc.user_data[ANTECEDENTS] = {int(tokens[i]): int(tokens[j]) for i, j in pairs}
        return doc

    def _set_syntax(self, doc: Doc, tokens: Ints, words: Sequence[str], parsed: Parsed) -> None:
        tags = [self._encoder.labels.tag[k] for k in parsed.plain["tag"].tolist()]
        lemmas = (self._strings.add(self._lemmas.of(*known)) for known in zip(words, tags, strict=True))
        columns = _of_spaces(doc, tokens)
        columns[TAG][tokens] = self._tag[parsed.plain["tag"]]
        columns[POS][tokens] = self._pos[parsed.plain["pos"]]
        columns[MORPH][tokens] = self._morph[parsed.plain["morph"]]
        columns[LEMMA][tokens] = np.fromiter(lemmas, dtype=np.uint64, count=len(words))
        columns[HEAD][tokens] = (tokens[parsed.heads] - tokens).astype(np.uint64)
        columns[DEP][tokens] = self._dep[parsed.relations]
        _set(doc, columns)

    def _set_names(
        self, doc: Doc, tokens: Ints, words: Sequence[str], joints: Sequence[int], parsed: Parsed
    ) -> None:
        scores = parsed.names.copy()
        inside = np.arange(2, scores.shape[1], 2)
        scores[np.ix_(np.flatnonzero(parsed.opens), inside)] = NEVER  # no name goes on into the next sentence
        scores[:, ORGANISATION] += RELUCTANT
        labels = self._encoder.labels
        tags = [labels.tag[k] for k in parsed.plain["tag"].tolist()]
        relations = [labels.relation[k] for k in parsed.relations.tolist()]
        found = grown(best_labels(scores), words, frozenset(joints), tags, relations)
        marks = np.where(found == 0, IOB["outside"], np.where(found % 2, IOB["begin"], IOB["inside"]))
        columns = _alike(doc, {ENT_IOB: IOB["outside"], ENT_TYPE: 0})
        columns[ENT_IOB][tokens] = marks
        columns[ENT_TYPE][tokens] = np.where(found == 0, 0, self._types[(found - 1) // 2])
        _fill_gaps(columns, _between(doc, tokens))
        _set(doc, columns)


def _alike(doc: Doc, values: Mapping[int, int]) -> Columns:
    """Columns in which every token has the same."""
    return {name: np.full(len(doc), value, dtype=np.uint64) for name, value in values.items()}


def _set(doc: Doc, columns: Columns) -> None:
    """Set attributes of all tokens at once; one by one, each would look through the whole document."""
    rows = np.stack(list(columns.values()), axis=1)
    doc.from_array(list(columns), rows)  # type: ignore[arg-type]  # spaCy's own calls pass such an array


def _joints(tokens: Ints, spaced: Ints) -> list[int]:
    """The words that stand right behind the word before: the encoder knows words, not the space between."""
    found: list[int] = (np.flatnonzero((np.diff(tokens) == 1) & (spaced[tokens[:-1]] == 0)) + 1).tolist()
    return found


def _glued(words: Sequence[str], joints: Sequence[int]) -> list[int]:
    """The words before which no sentence ends, since nothing stands between them and the word before.

    A full stop without a space may still end one.
    """
    return [i for i in joints if words[i - 1][-1] not in FINAL or not _may_open(words[i])]


def _may_open(word: str) -> bool:
    return word[0].isupper() or word[0] in QUOTES


def _fixed(starts: Ints, breaks: Sequence[int], glued: Sequence[int]) -> NDArray[np.int8]:
    """What is known of sentence starts: what somebody has set, else what paragraphs and spaces tell."""
    found = np.zeros(len(starts), dtype=np.int8)
    found[list(glued)] = -1
    found[list(breaks)] = 1
    return np.where(starts == 0, found, starts).astype(np.int8)


def _fill_gaps(columns: Columns, spaces: Sequence[int]) -> None:
    """White space within a name belongs to it."""
    marks, types = columns[ENT_IOB], columns[ENT_TYPE]
    for i in spaces:
        if 0 < i < len(marks) - 1 and marks[i + 1] == IOB["inside"] and types[i - 1]:
            marks[i], types[i] = IOB["inside"], types[i - 1]


def _blank(doc: Doc) -> Doc:
    """A document of nothing but white space."""
    doc.user_data[KEY], doc.user_data[ANTECEDENTS] = [], {}
    return doc


def _breaks(doc: Doc, tokens: Ints) -> list[int]:
    """The words that open a paragraph, but the first: after a line's end, unless the line is wrapped."""
    ends = [i for i in _between(doc, tokens) if "\n" in doc[i].text]
    after = np.searchsorted(tokens, np.array(ends, dtype=np.int64))
    found, line = set(), 0
    for end, word in zip(ends, after.tolist(), strict=True):
        if 0 < word < len(tokens) and (doc[end].text.count("\n") > 1 or not _wrapped(doc[line:end])):
            found.add(word)
        line = end + 1
    return sorted(found)


def _between(doc: Doc, tokens: Ints) -> list[int]:
    """The tokens that are white space."""
    found: list[int] = np.setdiff1d(np.arange(len(doc)), tokens, assume_unique=True).tolist()
    return found


def _wrapped(line: Span) -> bool:
    """Whether the sentence goes on in the next line: this one is full and has no mark at its end."""
    return len(line) > 0 and line[-1].is_alpha and line.end_char - line.start_char >= WRAP_MIN


def _of_spaces(doc: Doc, tokens: Ints) -> Columns:
    """The columns of syntax, right for white space: it hangs on the token before it.

    White space that opens the text hangs on the first word.
    """
    add, before = doc.vocab.strings.add, int(np.int64(-1).astype(np.uint64))
    plain = {TAG: add(SPACE_TAG), POS: IDS[SPACE_POS], MORPH: doc.vocab.morphology.add("")}
    columns = _alike(doc, plain | {LEMMA: 0, HEAD: before, DEP: add(SPACE_RELATION)})
    for i in _between(doc, tokens):
        columns[LEMMA][i] = doc[i].orth
        if i < tokens[0]:
            columns[HEAD][i] = tokens[0] - i
    return columns


def _on_tokens(tokens: Ints) -> Callable[[Words], Words]:
    """Return what makes of a span of words one of tokens, white space counted."""
    return lambda words: (int(tokens[words[0]]), int(tokens[words[1] - 1]) + 1)


def antecedent(token: Token) -> Token | None:
    """Return the head of the earlier mention of what the token's mention mentions, if there is one."""
    place = token.doc.user_data.get(ANTECEDENTS, {}).get(token.i)
    return None if place is None else token.doc[place]


@Language.factory(
    "kg_encoder",
    default_config={"layers": list(LAYERS), "threads": 1},
    assigns=[
        "token.tag",
        "token.pos",
        "token.morph",
        "token.lemma",
        "token.dep",
        "doc.ents",
        "doc._.attributions",
    ],
)
def make_encoder(nlp: Language, name: str, layers: list[str], threads: int) -> EncoderPipe:  # noqa: ARG001 - spaCy's
    """Return the component; it sets ``layers`` (of ``LAYERS``), and ``threads`` read windows side by side."""
    return EncoderPipe(nlp, layers, threads)


if not Token.has_extension("antecedent"):
    Token.set_extension("antecedent", getter=antecedent)
