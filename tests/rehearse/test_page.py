"""The page: whole, self-contained, readable by everybody, and never what a stranger's subject makes of it."""

from __future__ import annotations

import json
import re
from base64 import b64encode
from copy import deepcopy
from hashlib import sha256
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.cli.conftest import Terminal, terminal
from tests.rehearse.conftest import Rehearse
from tests.rehearse.month import RULES, asks, march, write_mbox, write_month
from triaged.cli.page import page
from triaged.cli.page.markup import Markup, safe, tag
from triaged.cli.page.scale import Scale
from triaged.rehearse.told import rehearsal_json

__all__ = ["terminal"]

ALLOWED = """
html head meta title style body header main footer section article h1 h2 h3 p dl div dt dd small figure figcaption ul li
table caption thead tbody tr th td pre svg rect line text path circle
"""
ELEMENTS = frozenset(ALLOWED.split())


class Reader(HTMLParser):
    """What a browser would make of it. Raises AssertionError where elements are not closed in order."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self._open: list[str] = []
        self.feed(text)
        self.close()
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag != "meta":
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self._open[-1:] != ["style"]:
            self.words.append(data)

    @property
    def shape(self) -> list[str]:
        """The elements alone."""
        return [name for name, _ in self.elements]


CURVE = [[1.0, 0.5], [2.0, 0.97], [9.0, 0.98]]
ROW = {
    "row": "normal: billing", "reads": "new", "urgencies": ["normal"], "topics": ["billing"], "mails": 80, "share": 1.0,
    "answers": 70, "waiting": 6, "never": 4, "now": ["4h"], "kept_now": {"kept": 60, "of": 70}, "needs": "2h",
    "reply": "2h", "reply_hours": 2.0, "kept": 0.97, "raised": True, "curve": CURVE,
}  # fmt: skip


@pytest.fixture
async def answer(rehearsed: Rehearse, tmp_path: Path) -> dict[str, Any]:
    """The month as JSON, with a suggested policy and everything else that may stand on a page."""
    told: dict[str, Any] = dict(rehearsal_json(await rehearsed(*write_month(tmp_path))))
    told["suggestion"] |= {"says_something": True, "rows": [ROW, ROW | {"row": "else"}], "toml": "[[promise.row]]\n"}
    told["held"] = [{"why": "it waits", "count": 1, "examples": told["not_acknowledged"][0]["examples"]}]
    shown = {"url": "help/export", "offered": 3, "solved": 1, "closed": 0, "answered": 2, "open": 0}
    told["articles"] = [shown]
    told["breaker"] = [{"at": "2026-03-02T08:00:00Z", "why": "too many"}]
    return told


async def test_the_page_loads_nothing_and_runs_nothing(answer: dict[str, Any]) -> None:
    """One file: no script, no link, no address; the policy of the page allows its own style and nothing else."""
    text = page(answer)
    read = Reader(text)
    assert set(read.shape) <= ELEMENTS
    attributes = {name for _, given in read.elements for name in given}
    assert not {name for name in attributes if name.startswith("on")} | (
        attributes & {"style", "src", "href", "srcset"}
    )
    style = re.findall(r"<style>(.*?)</style>", text, re.DOTALL)
    assert len(style) == 1
    assert "url(" not in style[0]
    assert "@import" not in style[0]
    policy = next(
        given["content"] for _, given in read.elements if given.get("http-equiv") == "Content-Security-Policy"
    )
    assert policy is not None
    assert policy.startswith("default-src 'none'; ")
    assert f"style-src 'sha256-{b64encode(sha256(style[0].encode()).digest()).decode()}'" in policy
    assert "://" not in text


async def test_the_page_is_read_without_seeing_it(answer: dict[str, Any]) -> None:
    """Pictures have words, tables a caption and heads, headings no gap, each letter its language."""
    read = Reader(page(answer))
    pictures = [given for name, given in read.elements if name == "svg" and given.get("class") == "picture"]
    assert len(pictures) == 3
    assert all(given["role"] == "img" and given["aria-label"] for given in pictures)
    assert all(
        given["aria-hidden"] == "true" for name, given in read.elements if name == "svg" and given not in pictures
    )
    assert read.shape.count("table") == read.shape.count("caption") > 6
    assert all(given.get("scope") in {"col", "row"} for name, given in read.elements if name == "th")
    levels = [int(name[1]) for name in read.shape if name in {"h1", "h2", "h3"}]
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert ("html", {"lang": "en"}) in read.elements
    assert {given.get("lang") for name, given in read.elements if name == "pre"} == {"en", None}


async def test_the_page_tells_what_the_text_tells(answer: dict[str, Any]) -> None:
    """Figures, letters, examples, the rows and their text."""
    words = " ".join(" ".join(Reader(page(answer)).words).split())
    for told in (
        "Rehearsal of support", "22 of 28", "Nothing was sent, and nothing was changed.", "the sender is not proven",
        "You will get a reply from a person by Monday, 2 March, 13:00.", "Our offers (news@shop.example",
        "kim@customer3.example", "normal: billing: 2h", "[[promise.row]]", "censored", "The breaker would have opened",
        "It names customers", "help/export",
    ):  # fmt: skip
        assert told in words.replace("\u00a0", " "), told


async def test_an_empty_rehearsal_has_a_page(rehearsed: Rehearse, tmp_path: Path) -> None:
    """No mail at all: no table, no picture, no fault."""
    nothing = write_mbox(tmp_path / "none.mbox", [])
    text = page(rehearsal_json(await rehearsed(nothing, nothing)))
    assert "table" not in Reader(text).shape
    assert 'class="picture"' not in text


HOSTILE = st.one_of(
    st.text(max_size=60),
    st.sampled_from(
        [
            "<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "</pre></section><h1>Paid</h1>",
            "&lt;b&gt;", "<!--", "]]>", "</style><style>*{display:none}", "\ud800", "\u202egpj.exe", "\x00\x1b[31m",
        ]
    ),
)  # fmt: skip


@given(words=HOSTILE)
@settings(max_examples=150)
def test_no_words_of_a_stranger_become_markup(words: str) -> None:
    """In a text and in an attribute: what comes out is what went in, without characters nobody sees."""
    made = tag("div", tag("p", words), title=words).text
    read = Reader(made)
    assert read.shape == ["div", "p"]
    shown = "".join(read.words)
    assert shown == read.elements[0][1]["title"]
    unseen = {chr(code) for code in range(32)} - {"\n", "\t"} | {"\x7f"}
    kept = "".join(letter for letter in words if letter not in unseen).encode("utf-8", "replace").decode()
    assert re.sub(r"\s", " ", shown) == re.sub(r"\s", " ", kept)


async def test_hostile_mails_change_no_element_of_the_page(rehearsed: Rehearse, tmp_path: Path) -> None:
    """A subject, a name, an address, and what a row is called."""
    plain = [asks(n, march(9, f"1{n}:00")) for n in range(4)]
    subjects = ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "</td></tr></table>", "<!-- &lt;"]
    hostile = [
        mail.octets().replace(f"Subject: My order {n}".encode(), b"Subject: " + subject.encode())
        for n, (mail, subject) in enumerate(zip(plain, subjects, strict=True))
    ]
    sent = write_mbox(tmp_path / "sent.mbox", [])
    named = RULES.replace('name = "all mail"', 'name = "<b>all</b> & <i>mail</i>"')
    first = await rehearsed(write_mbox(tmp_path / "a.mbox", [mail.octets() for mail in plain]), sent)
    second = await rehearsed(write_mbox(tmp_path / "b.mbox", hostile), sent, rules=named)
    read = Reader(page(rehearsal_json(second)))
    assert read.shape == Reader(page(rehearsal_json(first))).shape
    assert any("<script>alert(1)</script>" in words for words in read.words)


async def test_every_string_of_the_answer_is_escaped(answer: dict[str, Any]) -> None:
    """Whatever stands in the JSON, also where only rules.toml can have put it."""
    marked = _marked(deepcopy(answer))
    text = page(marked | {key: answer[key] for key in ("zone", "since", "until")})
    assert "<b>" not in text
    assert safe("<b>") in text


def _marked(value: Any, key: str = "") -> Any:
    """Every string with markup before it, but for moments, days and words that choose a column."""
    if isinstance(value, dict):
        return {name: _marked(item, str(name)) for name, item in value.items()}
    if isinstance(value, list):
        return [_marked(item, key) for item in value]
    plain = key in {
        "arrived",
        "at",
        "from",
        "off_until",
        "send",
        "needs",
        "kind",
        "reads",
        "day",
        "promised",
        "answered",
    }
    return f"<b>{value}" if isinstance(value, str) and not plain else value


def test_markup_is_only_what_was_made_as_such() -> None:
    """Strings are text; attributes are named as HTML names them; numbers are short."""
    assert tag("p", "<b>", Markup("<b>")).text == "<p>&lt;b&gt;<b></p>"
    assert tag("meta", http_equiv="a", class_="b").text == '<meta http-equiv="a" class="b">'
    assert tag("rect", x=1.0 / 3, y=2.0, viewBox=3).text == '<rect x="0.33" y="2" viewBox="3"></rect>'


@given(most=st.floats(0.01, 1e6), wanted=st.integers(1, 10))
def test_values_beside_an_axis_are_round_and_few(most: float, wanted: int) -> None:
    """From 0, evenly, none beyond the end, never many more than were wanted."""
    scale = Scale(most, 0.0, 100.0)
    ticks = list(scale.ticks(wanted))
    assert ticks[0] == 0.0
    assert ticks[-1] <= most * (1 + 1e-6)
    assert len(ticks) <= wanted + 1
    assert (scale.at(0.0), scale.at(most), scale.at(2 * most)) == (0.0, 100.0, 100.0)


def test_the_page_is_written_for_the_person_alone(terminal: Terminal) -> None:
    """--html beside the text and beside --json; nobody else may read the file."""
    (terminal.folder / "rules.toml").write_text(RULES, "utf-8")
    write_month(terminal.folder)
    done = terminal.run("rehearse", "inbox.mbox", "--sent", "sent.mbox", "--html", "page.html", "--json")
    assert (done.returncode, done.stderr) == (0, "the page is in page.html\n")
    made = terminal.folder / "page.html"
    assert made.stat().st_mode & 0o077 == 0
    assert made.read_text("utf-8") == page(json.loads(done.stdout))


@pytest.mark.parametrize("place", ["nowhere/page.html", "folder"])
def test_where_no_page_can_be_written_nothing_is_rehearsed(terminal: Terminal, place: str) -> None:
    """64 at once, not after an hour."""
    (terminal.folder / "rules.toml").write_text(RULES, "utf-8")
    (terminal.folder / "folder").mkdir()
    done = terminal.run("rehearse", "none.mbox", "--sent", "none.mbox", "--html", place)
    assert (done.returncode, done.stdout) == (64, "")
    assert done.stderr == f"triaged: {place}: no page can be written there\n"
