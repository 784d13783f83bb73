"""What a text has lately been about, and what of it fits a sentence without its name."""

import spacy
from spacy.tokens import Doc

from kg.extract.carried import REACH, Sentence, TopicMemory, fitting

NORWAY, CHILE, DRELL = "polity:norway", "polity:chile", "person:elena-drell"


def sentence(words, subject=None, **known):
    """Return a sentence; the word of ``subject`` is the subject of the first."""
    tokens = words.split()
    deps = ["nsubj" if word == subject else "dep" for word in tokens]
    doc = Doc(spacy.blank("en").vocab, words=tokens, deps=deps, heads=[0] * len(tokens))
    given = {"named": (), "bare": True, "we": False, "described": (), "opens": False} | known
    return Sentence(tokens=list(doc), **given)


def fits(id_, of, last=(), question=(), memory=None):
    """Return the features that hold."""
    return set(fitting(id_, of, memory or TopicMemory(), last, question))


def test_salience_fades_and_ends():
    """What was a topic right before is present; after some sentences without it, it is gone."""
    memory = TopicMemory()
    memory.add([NORWAY])
    fresh = memory.salience(NORWAY)
    memory.add([CHILE])
    assert 0 < memory.salience(NORWAY) < fresh
    assert (memory.age(CHILE), memory.age(NORWAY)) == (1, 2)
    for _ in range(REACH):
        memory.add([CHILE])
    assert memory.salience(NORWAY) == 0
    assert memory.age(NORWAY) is None


def test_rank_among_the_last():
    """The first topic of the last sentence is told from the second."""
    it = sentence("It came", subject="It")
    assert "first of last" in fits(NORWAY, it, last=(NORWAY, CHILE))
    assert "second of last" in fits(CHILE, it, last=(NORWAY, CHILE))
    assert "only of last" in fits(NORWAY, it, last=(NORWAY,))


def test_pronouns_fit_by_kind():
    """He is a person, it is none; they may be states."""
    assert "he and person" in fits(DRELL, sentence("He came"))
    assert "person without he" in fits(DRELL, sentence("It came"))
    assert "it and thing" in fits(NORWAY, sentence("It came"))
    assert "they and many" in fits(NORWAY, sentence("They came"))


def test_what_was_asked_counts_at_the_beginning_of_the_answer():
    """A question is answered in the first sentence."""
    assert "asked right before" in fits(NORWAY, sentence("Nobody came", opens=True), question=(NORWAY,))
    assert "asked right before" not in fits(NORWAY, sentence("Nobody came"), question=(NORWAY,))


def test_a_feature_counts_more_where_nobody_is_named():
    """With a name of its own, a sentence needs no topic of the one before."""
    assert "first of last + nobody named" in fits(NORWAY, sentence("So be it"), last=(NORWAY,))
    named = sentence("So said Chile", named=(CHILE,), bare=False)
    assert "first of last + nobody named" not in fits(NORWAY, named, last=(NORWAY,))
