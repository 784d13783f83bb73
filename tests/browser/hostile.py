"""Texts made to break out of a page, and pages with each of them in every field.

Whatever runs sets ``window.hit``. Views are found by themselves; another kind of page gets
its line in ``PAGES``.
"""

from collections.abc import Callable, Mapping
from functools import cache

from kg.graph.view import View
from kg.query import Saying
from kg.views.web.map import html
from kg.views.web.picture import Picture, Thing, Tie, compose
from kg.views.web.scope import Scope
from kg.views.web.viewers import VIEWS
from tests.browser.hostile_readings import readings
from tests.sample import view_of
from tests.unit.test_views_tables import saying

STRINGS: Mapping[str, str] = {
    "script": "<script>window.hit='script'</script>",
    "end of script": "</script><script>window.hit='end of script'</script>",
    "end of everything": "</title></style></textarea></noscript></template><script>window.hit='ends'</script>",
    "script in a comment": "<!--<script>",
    "open comment": "<!-- ",
    "bad end of a comment": "--!><img src=x onerror=window.hit='comment'>",
    "end of CDATA": "]]><![CDATA[<?xml version='1.0'?><?php hit() ?>",
    "image": "<img src=x onerror=\"window.hit='image'\">",
    "vector": "<svg onload=window.hit='vector'><animate onbegin=window.hit='begin' attributeName=x>",
    "mathematics": "<math><mtext><table><mglyph><style><!--</style><img src onerror=window.hit='math'>",
    "frame": "<iframe srcdoc=\"<script>parent.hit='frame'</script>\"></iframe>",
    "refresh": "<meta http-equiv=refresh content='0;url=https://example.org/'><base href='https://example.org/'>",
    "form": "<form action='https://example.org/'><button autofocus onfocus=window.hit='form'>go</button></form>",
    "object": "<object data='https://example.org/x'></object><embed src='//example.org/x'>",
    "double quote": "\"><svg onload=window.hit='double'>",
    "single quote": "' onmouseover='window.hit=1' x='",
    "no quote": "x onmouseover=window.hit=1 onclick=window.hit=1 ",
    "anchor": "<a href='javascript:window.hit=1'>href</a>",
    "address that runs": "javascript:window.hit='address'",
    "split address that runs": " java\tscript\n:window.hit='split'",
    "address of data": "data:text/html,<script>parent.hit='data'</script>",
    "address elsewhere": 'https://example.org/"onmouseover="window.hit=1',
    "address without scheme": "//example.org/x.js",
    "address of a file": "file:///etc/passwd",
    "markdown": "[x](javascript:window.hit=1) ![x](https://example.org/x.png) `*_~|",
    "template": "{{ 7 * 7 }}{% raw %}{# x #}{{ ''.__class__.__mro__ }}",
    "template of a browser": "{{constructor.constructor('window.hit=1')()}}<%= 7 %>#{7}",
    "template literal": "`${window.hit='literal'}`",
    "end of a string": "';window.hit='string';//\";window.hit='string';//",
    "backslash": "\\\";window.hit='backslash';//\\",
    "end of data": '"}],"nodes":[],"x":[{"',
    "escaped script": "\\u003cscript\\u003ewindow.hit=1\\u003c/script\\u003e\\x3cb\\x3e",
    "entities": "&lt;script&gt;window.hit=1&lt;/script&gt;&#60;b&#62;&amp;amp;&nbsp&quot;",
    "percent": "%3Cscript%3Ewindow.hit=1%3C/script%3E%00%E0%A4%A",
    "fragment": "#\"><img src=x onerror=window.hit='fragment'>&x=1?y",
    "style": "expression(window.hit=1);background:url(https://example.org/x);}*{display:none}",
    "import of style": "<style>@import 'https://example.org/x.css';body{display:none}</style>",
    "markup of vis-network": "<b>bold</b> *bold* _slanted_ <code>code</code>",
    "quotes": "'\"`´‘’‚‛“”„‟«»‹›＂＇",
    "spreadsheet": "=cmd|' /C calc'!A0",
    "spreadsheet by sign": "@SUM(1+1)*cmd|' /C calc'!A0",
    "query": "\" } } ; DROP ALL # '; DROP TABLE x; --",
    "pattern": "(a+)+$[.*\\",
    "folder above": "../../../../../../etc/passwd",
    "folder above on Windows": "..\\..\\con:x*?|<>.html",
    "override": "\u202egnihtyna\u202d yas \u202b nac \u202a",
    "isolates": "\u2066\u2067\u2068never closed \u200f\u061c\u200e",
    "right to left": "שלום עולם (1) مرحبا بالعالم [2]",
    "zero width": "z\u200be\u200cr\u200do\u2060 \ufeff\u00ad\u180e width",
    "nothing to see": "\u200b\u200d\u2060",
    "controls": "\x01\x07\x08\x0b\x0c\x1b[2J\x1b]8;;https://example.org\x07\x7f\x85\x9b",
    "null": "nul\x00l \x00",
    "high surrogate": "high \ud83d.",
    "low surrogate": "low \ude00.",
    "surrogates in the wrong order": "\ude00\ud83d",
    "no characters": "\ufffe\uffff\ue000\U0010ffff\U000e0041",
    "separators": "line\u2028paragraph\u2029end",
    "lines": "one\r\ntwo\n\n\tthree\r",
    "family": "👨‍👩‍👧‍👦🏴󠁧󠁢󠁳󠁣󠁴󠁿🇳🇴👍🏿" * 9,
    "storm": "Z" + "\u0336\u0489\u030d\u0321" * 500,
    "wide": "﷽𒐫꧅" * 60,
    "no spaces": "Wolkenkuckucksheim" * 120,
    "100 kB": "A very long name. " * 5_600,
    "prototype": "__proto__",
    "constructor": "constructor",
    "own property": "hasOwnProperty",
    "to string": "toString",
    "undefined": "undefined",
    "zero": "0",
    "not a number": "NaN",
    "id of the data": "data",
    "id of the map": "map",
    "empty": "",
    "spaces": " \t  \u00a0\u3000 ",
}
HEADING = "".join(STRINGS.values())


def drawn() -> Picture:
    """Return a picture whose every text is hostile: a thing, a relation and a saying for each string."""
    things = [Thing(text[:60], text, "person", text, (text,)) for text in STRINGS.values()]
    sayings = [_said(text) for text in STRINGS.values()]
    ties = [
        Tie(one.id, said.words[:60], other.id, said.statement, said.words)
        for one, other, said in zip(things, [*things[1:], things[0]], sayings, strict=True)
    ]
    return compose(HEADING, things, ties, sayings, 300)


def _said(text: str) -> Saying:
    return saying(
        statement=text[:60],
        utterance=text[:60],
        speaker=text[:60],
        speaker_label=text,
        role=text,
        said_on=text,
        channel=text,
        venue=(text[:60], text),
        addressee=(text[:60], text),
        mode=text,
        act=text,
        words=text,
        about=((text[:60], text),),
        relayed_by=(text,),
        document=text[:60],
        source=text,
        title=text,
        publisher=text,
        published=text,
    )


@cache
def view() -> View:
    """Return a store of documents with hostile texts wherever a document can have one."""
    return view_of(*(readings(STRINGS)))


def whole(kind: str, store: View) -> bytes:
    """Return the page of a view on a whole store."""
    page = VIEWS[kind](store, Scope())
    assert page is not None
    return page.html


PAGES: Mapping[str, Callable[[], bytes]] = {
    "map of hostile values": lambda: html(drawn()),
    **{f"{kind} of a hostile store": lambda kind=kind: whole(kind, view()) for kind in VIEWS},  # type: ignore[misc]
}
