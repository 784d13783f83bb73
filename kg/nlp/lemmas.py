"""Lemmas as scripts: what to cut off a word and put in its place (after UDPipe 2, Straka 2018)."""

from functools import cache


def script(word: str, lemma: str) -> str:
    """Return the script that makes ``lemma`` of ``word``: case, letters cut at the end, letters put there.

    A pair without a common start is kept whole. The letters cut are counted, so that one script serves
    many words.

    >>> script("Talks", "talk"), script("Oslo", "Oslo"), script("went", "go"), script("made", "make")
    ('l1:', 'k0:', '=go', 'l2:ke')
    """
    case, form = ("l", word.lower()) if lemma == lemma.lower() else ("k", word)
    common = _common(form, lemma)
    if not common and lemma:
        return "=" + lemma
    return f"{case}{len(form) - common}:{lemma[common:]}"


def _common(form: str, lemma: str) -> int:
    n = 0
    while n < min(len(form), len(lemma)) and form[n] == lemma[n]:
        n += 1
    return n


@cache
def _parsed(text: str) -> tuple[bool, int, str]:
    cut, _, put = text[1:].partition(":")
    return text[0] == "l", int(cut), put


def lemma(word: str, text: str) -> str:
    """Return the lemma that the script makes of ``word``; a script that does not fit changes nothing.

    >>> lemma("Talks", "l1:"), lemma("of", "l3:e")
    ('talk', 'of')
    """
    if text.startswith("="):
        return text[1:]
    lower, cut, put = _parsed(text)
    form = word.lower() if lower else word
    return form[: len(form) - cut] + put if cut <= len(form) and (put or cut < len(form)) else word
