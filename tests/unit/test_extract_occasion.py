"""When, where, by what means and to whom it was said: by the words around the cue, else by the publication."""

import pytest

from kg.model import Document, Mode, Utterance
from kg.pipeline import read

PUBLISHED = "2031-05-15"  # a Thursday
WHO = "person:elena-drell"


def utterances(text: str, published: str | None = PUBLISHED) -> list[Utterance]:
    """Read a text of the invented Harbour Gazette."""
    document = Document("invented.txt", text, "0" * 64, publisher="Harbour Gazette", published=published)
    return list(read(document).utterances)


def reported(text: str, speaker: str = WHO, published: str | None = PUBLISHED) -> Utterance:
    """Return the first report or quotation of a speaker."""
    modes = (Mode.DIRECT, Mode.INDIRECT)
    return next(u for u in utterances(text, published) if u.speaker == speaker and u.mode in modes)


def turns(text: str) -> list[Utterance]:
    """Return the turns."""
    return [u for u in utterances(text) if u.mode is Mode.TURN]


@pytest.mark.parametrize(
    ("text", "said_on"),
    [
        ("Elena Drell said on Monday that the tax belongs to nobody.", "2031-05-12"),
        ("On Monday, Elena Drell said that the tax belongs to nobody.", "2031-05-12"),
        ("Elena Drell said Monday the tax was gone.", "2031-05-12"),
        ("The tax is gone, Elena Drell said on Monday.", "2031-05-12"),
        ('"The tax," Elena Drell said in Oslo late on Tuesday, "is gone for good."', "2031-05-13"),
        ("As Elena Drell said yesterday, the tax is gone.", "2031-05-14"),
        ("Earlier this week, Elena Drell told reporters that the tax was gone.", "2031-05-12/2031-05-15"),
        ("Elena Drell said last month that the tax was gone.", "2031-04"),
        ("In 2014, Elena Drell said that the tax was too high.", "2014"),
        ("In an interview with Radio Kelmar on 12 May, Elena Drell said the tax would go.", "2031-05-12"),
        ("Elena Drell told Reuters in an interview published on Monday that the tax is gone.", "2031-05-12"),
        ("In a letter to NATO dated 3 April 2031, Elena Drell demanded that the tax go away.", "2031-04-03"),
        ("Speaking at a briefing in Oslo on Tuesday, Elena Drell warned that it is high.", "2031-05-13"),
        ("Asked about the tax on Tuesday, Elena Drell said that it was gone.", "2031-05-13"),
        ("Elena Drell resigned on Monday, saying that the tax was gone.", "2031-05-12"),
        ("On Monday, Elena Drell met Tomas Moorvel and said that the tax was gone.", "2031-05-12"),
        ("Elena Drell said in remarks aired on Sunday that the tax was gone.", "2031-05-11"),
        ("Elena Drell said during a visit to Oslo on Monday that the tax was gone.", "2031-05-12"),
        ("On the evening of 12 May, Elena Drell said that the tax was gone.", "2031-05-12"),
        ("In an address to the nation on Sunday night, Elena Drell promised that it would go.", "2031-05-11"),
        ("Elena Drell argued in a 2024 report that the tax was a mistake.", "2024"),
        ("The tax is gone. This was stated on May 12 by Elena Drell.", "2031-05-12"),
        ("Elena Drell told Sunday's meeting that the tax was gone.", "2031-05-11"),
        ("Elena Drell said after Monday's talks that the tax was gone.", "2031-05-12"),
        ("Elena Drell said in March 2030 that the tax would go in June 2031.", "2030-03"),
    ],
)
def test_a_date_in_the_clause_of_the_cue_is_the_date_of_saying(text, said_on):
    """Beside the cue, on a clause that shares its subject, or on a noun that carries the words."""
    found = reported(text)
    assert (found.said_on, found.dated_by) == (said_on, "text")


@pytest.mark.parametrize(
    "text",
    [
        "Elena Drell said that the tax would go on Friday.",
        "Elena Drell said that the tax went on Monday.",
        "The tax went on Monday, Elena Drell said.",
        '"The tax went on Monday," Elena Drell said.',
        "Elena Drell, who was arrested on Monday, said that the tax was high.",
        "Elena Drell, elected in 2019, said the tax was too high.",
        "Commenting on the strike of 12 May, Elena Drell said that the tax was gone.",
        "Responding to Moorvel's speech on Monday, Elena Drell said that the tax was gone.",
        "After the attack on Monday, Elena Drell said that the tax was gone.",
        "Elena Drell said in an interview about the 2014 war that the tax was gone.",
        "Elena Drell denied that she had met Tomas Moorvel in April.",
        "Elena Drell criticised the 3 March statement of Chile.",
        "Elena Drell announced the Monday strike.",
        "Elena Drell believes that the tax since 2014 is high.",
        "The strike failed on Monday. Elena Drell said that the tax was gone.",
        "Elena Drell said that the tax was gone. The strike failed on Monday.",
        "Elena Drell says that the tax is gone.",
    ],
)
def test_any_other_date_is_not(text):
    """Of the content, of the speaker's life, of what is commented on, of a neighbour: it counts for nothing."""
    found = reported(text)
    assert (found.said_on, found.dated_by) == (PUBLISHED, "publication")


@pytest.mark.parametrize(
    "text",
    [
        "Elena Drell said earlier that the tax was gone.",
        "Elena Drell had said that the tax was gone.",
        "Elena Drell has always said that the tax was gone.",
        "Elena Drell once said that the tax was gone.",
        "Since 2014, Elena Drell has said that the tax is a mistake.",
        "Elena Drell noted at the time that the tax was a mistake.",
        "In a previous interview, Elena Drell said that the tax was gone.",
    ],
)
def test_what_was_said_at_some_other_time_is_not_dated_by_the_publication(text):
    """Nobody knows when."""
    found = reported(text)
    assert (found.said_on, found.dated_by) == (None, None)


def test_without_a_date_of_publication_only_full_dates_count():
    """Neither "on Monday" nor the publication says anything then."""
    assert reported("Elena Drell said on Monday that it is gone.", published=None).said_on is None
    found = reported("Elena Drell said on 3 May 2031 that it is gone.", published=None)
    assert (found.said_on, found.dated_by) == ("2031-05-03", "text")


def test_a_year_that_is_only_named_nearby_is_not_that_of_the_report():
    """Without a publication a day needs its own year."""
    text = "The lake rose in 2010. Elena Drell said on May 5 that it is gone."
    assert reported(text, published=None).said_on is None


def test_each_cue_has_its_own_date():
    """What one says on Wednesday of what another said on Monday."""
    text = "Elena Drell said on Wednesday that Tomas Moorvel stated on Monday that the tax would go."
    assert reported(text).said_on == "2031-05-14"
    inner = reported(text, "person:tomas-moorvel")
    assert (inner.said_on, inner.dated_by) == ("2031-05-12", "text")


def test_a_report_within_what_another_says_has_no_date_of_publication():
    """It was made at some time before."""
    text = "Elena Drell said that Tomas Moorvel stated that the tax would go."
    assert reported(text).dated_by == "publication"
    inner = reported(text, "person:tomas-moorvel")
    assert inner.reported_in
    assert (inner.said_on, inner.dated_by) == (None, None)


STORY = """\
Elena Drell said on Monday in an interview with Radio Kelmar that the tax was gone. She added that Chile had paid.

The strike failed. Tomas Moorvel said that the strike was a mistake.

Drell also promised that the tax would never come back. In 2014, Drell said that the tax was good.

She noted that it was low. Drell says that the lake is deep.
"""


def test_what_is_added_is_said_on_the_same_occasion():
    """In the same paragraph; a day shortly before publication counts further on for the same person."""
    found = [u for u in utterances(STORY) if u.speaker == WHO and u.mode is Mode.INDIRECT]
    assert [(u.said_on, u.channel) for u in found][:4] == [
        ("2031-05-12", "interview"),
        ("2031-05-12", "interview"),
        ("2031-05-12", None),
        ("2014", None),
    ]
    assert found[1].venue == "org:radio-kelmar"
    assert {u.dated_by for u in found[4:]} == {"publication"}, "2014 is not carried over"
    assert reported(STORY, "person:tomas-moorvel").dated_by == "publication"


@pytest.mark.parametrize(
    ("words", "channel", "venue"),
    [
        ("said in an interview with Radio Kelmar", "interview", "org:radio-kelmar"),
        ("said in a Reuters interview", "interview", "org:reuters"),
        ("said in an interview about NATO", "interview", None),
        ("told Reuters in an interview", "interview", "org:reuters"),
        ("said in an interview with the Harbour Gazette", "interview", "org:harbour-gazette"),
        ("said in a conversation with Reuters", "interview", "org:reuters"),
        ("said in a conversation with Tomas Moorvel", "meeting", None),
        ("told Reuters", None, None),
        ("said on the air of Radio Kelmar", "broadcast", "org:radio-kelmar"),
        ("said at a briefing", "briefing", None),
        ("said at a press conference after the Lisbon summit", "press conference", None),
        ("said at the Lisbon summit", "meeting", "event:lisbon-talks"),
        ("said at a meeting of NATO", "meeting", "org:nato"),
        ("told reporters on the sidelines of the Lisbon summit", "meeting", "event:lisbon-talks"),
        ("said by phone", "phone call", None),
        ("said in a phone call with Tomas Moorvel", "phone call", None),
        ("wrote on her Telegram channel", "social media", "org:telegram"),
        ("tweeted", "social media", None),
        ("said in a written statement", "statement", None),
        ("said in a speech on NATO", "speech", None),
        ("wrote in an article for Reuters", "article", "org:reuters"),
        ("told reporters in Geneva", None, "place:geneva"),
        ("said", None, None),
    ],
)
def test_channel_and_venue(words, channel, venue):
    """By what means, and the outlet, body or event; a place where nothing else is named."""
    found = reported(f"Elena Drell {words} that the tax was gone.")
    assert (found.channel, found.venue) == (channel, venue)


@pytest.mark.parametrize(
    "text",
    [
        "Elena Drell said that the interview with Radio Kelmar was cancelled.",
        "Elena Drell said that the letter to NATO was lost.",
        "Elena Drell calls on the fishers to pay the tax on time.",
        "Elena Drell reports that the tax is gone.",
        "Elena Drell said that she would give a speech at the Lisbon summit.",
    ],
)
def test_an_occasion_that_is_spoken_about_is_none(text):
    """The words are about it, they were not said there."""
    found = reported(text)
    assert (found.channel, found.venue, found.addressee) == (None, None, None)


@pytest.mark.parametrize(
    ("words", "addressee"),
    [
        ("told Tomas Moorvel that", "person:tomas-moorvel"),
        ("asked Tomas Moorvel whether", "person:tomas-moorvel"),
        ("reminded reporters that", "group:reporters"),
        ("told us that", "org:harbour-gazette"),
        ("explained to journalists that", "group:journalists"),
        ("said in a letter to NATO that", "org:nato"),
        ("said in a phone call with Tomas Moorvel that", "person:tomas-moorvel"),
        ("said in remarks to lawmakers that", "group:lawmakers"),
        (", speaking to reporters on Monday, said that", "group:reporters"),
        ("said after talks with Tomas Moorvel that", None),
        ("said in a joint statement with Tomas Moorvel that", None),
        ("said at a joint press conference with Tomas Moorvel that", None),
        ("told CNN's Tomas Moorvel that", "person:tomas-moorvel"),
        ("said on a visit to Norway that", None),
        ("said that Tomas Moorvel told reporters that", None),
    ],
)
def test_the_addressee(words, addressee):
    """Whom she tells, asks or writes to; not who stands beside her."""
    assert reported(f"Elena Drell {words} the tax was gone.").addressee == addressee


TALK = """\
# Elena Drell: "The lake has no owner"

In an interview with Radio Kelmar on 12 May, Deputy Minister Elena Drell spoke about the lake.

— Tomas Moorvel said that it will not go. Will it?

— It will go in May. Tomas Moorvel told me that Chile does not need it. Yesterday he said that he was glad.

— And then?

— Then we will see.
"""


def test_turns_are_spoken_on_the_occasion_that_the_lead_tells():
    """Title and lead say when, how and where; the question was asked there, too."""
    turn = turns(TALK)[0]
    question = next(u for u in utterances(TALK) if u.mode is Mode.NARRATION and u.channel)
    for found in (turn, question):
        assert (found.said_on, found.dated_by) == ("2031-05-12", "text")
        assert (found.channel, found.venue) == ("interview", "org:radio-kelmar")


def test_the_title_quotes_what_is_said_below():
    """The one who answers said it there."""
    found = next(u for u in utterances(TALK) if u.mode is Mode.DIRECT)
    assert (found.speaker, found.said_on, found.channel) == (WHO, "2031-05-12", "interview")


def test_yesterday_in_a_turn_is_the_day_before_the_dialogue():
    """Not the day before it was published; and without such a word there is no date."""
    own = [u for u in utterances(TALK) if u.speaker == "person:tomas-moorvel"]
    assert [u.said_on for u in own] == [None, None, "2031-05-11"]
    assert own[1].addressee == WHO


def test_a_briefing_is_called_so_by_its_title():
    """Its date stands in the title, or it is that of the publication."""
    text = "Briefing by the spokeswoman{}\n\nQUESTION: Will it go?\n\nMS. DRELL: It will.\n\nQUESTION: When?\n\nMS. DRELL: In June.\n"
    dated = turns(text.format(", 6 May 2031"))
    assert {(u.channel, u.said_on, u.dated_by) for u in dated} == {("briefing", "2031-05-06", "text")}
    assert {(u.said_on, u.dated_by) for u in turns(text.format(""))} == {(PUBLISHED, "publication")}


@pytest.mark.parametrize(
    ("title", "channel"),
    [
        ("Transcript of the press conference of Elena Drell", "press conference"),
        ("Elena Drell's news conference in Oslo", "press conference"),
        ("Written answers of the Ministry to questions for the minister's press conference", None),
        ("Remarks by Elena Drell following a briefing", None),
    ],
)
def test_the_title_names_the_occasion_itself(title, channel):
    """Not another one that it follows or is meant for; two who answer make no interview."""
    text = f"{title}\n\nQUESTION: Will it go?\n\nMS. DRELL: It will.\n\nQUESTION: When?\n\nMR. MOORVEL: In June.\n"
    assert {u.channel for u in turns(text)} == {channel}


def test_a_dialogue_without_a_name_for_it_is_an_interview():
    """One person answers questions."""
    text = "Elena Drell spoke to us.\n\n— Will the tax go?\n\n— It will go.\n\n— When?\n\n— In June.\n\n— Who pays?\n\n— We do.\n"
    assert {(u.channel, u.venue) for u in turns(text)} == {("interview", None)}


def test_the_publisher_s_own_words_have_no_channel():
    """They are dated by their publication."""
    (found,) = utterances("Nobody came to the pier in an interview on Monday.")
    assert (found.said_on, found.dated_by, found.channel) == (PUBLISHED, "publication", None)
