from kg.training.agreement import agreement, claims

TEXT = "The rains were late this year and weak, said Ana Souza of the council. Berg agreed."


def part(words):
    start = TEXT.index(words)
    return [(start, start + len(words))]


def said(content, source=""):
    return {"content": part(content), "source": part(source) if source else []}


def counted(gold, found):
    return agreement(claims(TEXT, gold), claims(TEXT, found))


def test_marks_and_a_word_more_make_no_difference():
    gold = [said("The rains were late this year and weak", "Ana Souza of the council")]
    assert counted(gold, [said("rains were late this year and weak,", "Ana Souza")])["sourced"] == 1


def test_half_of_what_is_said_is_not_it():
    gold = [said("The rains were late this year and weak")]
    counts = counted(gold, [said("The rains were late")])
    assert (counts["content"], counts["content gold"], counts["content found"]) == (0, 1, 1)


def test_sources_that_share_an_article_differ():
    gold = [said("late this year", "the council")]
    assert counted(gold, [said("late this year", "The rains")])["sourced"] == 0


def test_each_is_counted_once():
    gold = [said("late this year", "Berg")]
    counts = counted(gold, [said("late this year"), said("late this year", "Berg")])
    assert (counts["content"], counts["content found"], counts["sourced found"]) == (1, 2, 1)
