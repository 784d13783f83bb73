"""What is asked and answered: sentences with slots, none of them from anywhere else."""

QUESTIONS = (
    ("Will the bridge at {place} open this year?",),
    ("How many people have left {place} since the flood?",),
    ("What did you agree on in {place}?",),
    ("Who pays for the new ferry?",),
    ("Why was the contract signed in {month} and not earlier?",),
    ("The road to {place} has been closed since {month}.", "When will it be open again?"),
    ("Your ministry promised {number} new houses.", "How many of them stand?"),
    ("Can you say how much water is left in the lake?",),
    ("Do you trust the figures that {place} has published?",),
    ("What happens if the talks fail?",),
    ("Some farmers near {place} say that nobody has visited them.", "Do you plan to go there yourself?"),
    ("Is there a date for the next round of talks?",),
    ("And the fishermen?",),
    ("Why not?",),
    ("How so?",),
    ("Does that include the islands?",),
    ("You have been in office for {small} years.", "What would you do differently?"),
    ("Could you tell us more about the plan for {place}?",),
    ("Are you satisfied with the result, or did you hope for more?",),
    ("The harbour lost {number} jobs last year, and the shipyard is half empty.",
     "Many families in {place} ask what comes next.", "What do you tell them?"),
    ("Is it true that the pumps were never tested?", "And if it is, who is responsible?"),
    ("What is the position of your ministry on the toll?",),
    ("When you took over, the archive was closed.", "Has anything changed since then?"),
    ("What can a small town like {place} do on its own?",),
    ("How do you explain the delay?",),
    ("Did anybody warn you before the gates were opened in {month}?",),
)  # fmt: skip
"""Each a turn of its own: sentences, the last of which asks."""

QUOTING = (
    ("The mayor of {place} called the plan “a bridge to nowhere”.", "Is he wrong?"),
    ("“Nobody has asked us,” the fishermen's union said in {month}.", "Why was the union left out?"),
    ("The auditors wrote that the accounts were “a work of fiction”.", "What do you say to them?"),
    ("A report by the lake commission says that the dam is unsafe.", "Have you read it?"),
)
"""Questions that quote or report."""

REMARKS = (
    ("That sounds like a threat.",),
    ("Your critics call it a waste of money.",),
    ("So the ferry will not come.",),
    ("But the report says the opposite, and it is your own report.",),
    ("Let us talk about {place}.",),
)
"""What an interviewer says without asking."""

RHETORICAL = (
    "But who else would have done it?",
    "And what did we get in return?",
    "Is that too much to ask?",
)
"""Questions inside answers."""

OPENINGS = (
    "No.", "Yes, it will.", "Thank you for the question.", "Well, that depends on the winter.", "Of course.",
    "I would not put it like that.", "Not at all.", "Let me be clear about this.", "You are right to ask.", "Yes.",
)  # fmt: skip
"""How an answer may begin."""

ANSWERS = (
    "We have repaired {small} of the pumps, and the others will follow in {month}.",
    "I have been to {place} twice this year, and I will go again.",
    "The lake has lost a third of its water, which is more than anybody expected.",
    "Our engineers have looked at every pillar of the bridge.",
    "The money comes from the harbour, from the toll and from the savings bank.",
    "There are {number} households on the island, and all of them were asked.",
    "The council of {place} voted for the plan in {month}.",
    "My colleagues and I have talked with the farmers, and most of them agree.",
    "We signed the contract because there was no better offer.",
    "The ferry needs a new engine and a new captain.",
    "Nobody should have to wait for a boat until midnight.",
    "That was a mistake, and we have learnt from it.",
    "The gates were opened at night, when the water stood at its highest.",
    "I told the board in {month} that the road would not hold.",
    "Between {place} and the coast there are only two roads, and one of them is under water.",
    "We do not expect a quick agreement, but the tone has changed.",
    "The plan has three parts: the dam, the canal and the new bridge.",
    "One thing is certain: the harbour stays open in winter.",
    "In {year} there were {number} boats here; today there are fewer than a hundred.",
    "As for the toll, it will be paid by lorries only.",
    "The shipyard has orders for {small} years (the last one came on Monday).",
    "It is a small country, and everybody knows everybody.",
    "We have asked the neighbours for help, and they sent {small} pumps within a week.",
    "The report was written before the flood, so it does not help us much.",
    "People in {place} remember the flood of {year} very well.",
    "A dam is not a wall, and a wall is not a policy.",
    "The court will decide in {month}, and we will accept what it decides.",
    "Our position has not changed since the first round of the talks.",
    "The fishermen get what they were promised, not a day later and not a coin less.",
    "The new archive holds {number} maps, and every one of them can be read by anybody.",
    "First we repair the road, then we talk about the tunnel.",
    "I am an engineer by training, so I like to see the numbers first.",
    "Without the canal the fields around {place} would be dry by {month}.",
    "The talks go on, and I do not want to say more than that today.",
    "Most of the houses are dry again, and the school has been open since {month}.",
    "The islands are part of the plan, and they have been from the beginning.",
    "We have {small} ice-breakers now, and {number} sailors who know the bay.",
    "The commission meets every second week, in {place} or here.",
)

QUOTING_ANSWERS = (
    "An old man in {place} said to me: “You come when the water is gone.”",
    "The auditors say that the figures are right, and I believe them.",
    "My predecessor used to call it “the most expensive puddle in the world”.",
)
"""Answers in which others speak."""

STATEMENTS = (
    "Thank you all for coming.", "The meeting will come to order.", "I have two announcements before we begin.",
    "Good morning, everyone.", "The talks in {place} ended an hour ago.", "Both sides have signed the protocol.",
    "The text will be published tomorrow.", "The bridge will be closed for {small} weeks from Monday.",
)  # fmt: skip
"""How somebody opens a briefing or a session."""

WELCOMES = (
    "Welcome to the programme.", "Good evening and welcome to our talk about the lake.",
    "Thank you for taking the time.", "It is good to have you here.",
)  # fmt: skip
"""How a host opens."""

NARRATION = (
    "The water in the lake has fallen to its lowest level in {small} years.",
    "The bridge at {place} was closed after an inspection in {month}.",
    "More than {number} people live on the islands, most of them fishermen and their families.",
    "The harbour is the largest employer in the region.",
    "In {month} the council voted for a new canal, which is to be finished by {year}.",
    "The old ferry was built in {year} and has broken down {small} times since the spring.",
    "A first round of talks was held in {place} in {month}.",
    "The flood destroyed the school, the mill and most of the lower town.",
    "Few people here believe in a quick end of the repairs.",
)
"""What a publisher tells."""

MONTHS = "January February March April May June July August September October November December".split()
SMALL = "two three four five six seven eight nine".split()
HEADINGS = (
    "A bridge and its price", "The long winter", "After the flood", "Who owns the lake", "The canal question",
    "“We do not choose our neighbours”", "Two roads and a ferry", "What comes next",
)  # fmt: skip
FURNITURE_ABOVE = (
    "Skip to main content", "Home / Politics / Interviews", "Advertisement", "Share", "Log in", "Menu",
    "Listen to the text", "Facebook", "4 min read", "Print",
)  # fmt: skip
FURNITURE_BELOW = (
    "Share this", "Read also: The ferry that never came", "© 2031 Harbour Gazette. All rights reserved.",
    "Contact us", "Subscribe to our newsletter", "Back to top", "Print version",
)  # fmt: skip
CAPTIONS = (
    "Photo: Harbour Gazette/Oran Tull", "Photo: Lake District News", "© Ilse Marwitz / Northern Wire",
    "Image: Kelmar Courier archive",
)  # fmt: skip
DIRECTIONS = ("(Applause.)", "[Laughter]", "(Laughs.)", "[Crosstalk]", "(Pause.)")
