"""HTML to text."""

from __future__ import annotations

import pytest

from triaged.mail.html import texts
from triaged.mail.limits import ParseLimits

LIMITS = ParseLimits()


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>one</p><p>two</p>", "one\n\ntwo"),
        ("<div>one</div><div>two</div>", "one\ntwo"),
        ("one<br>two<br><br>three", "one\ntwo\n\nthree"),
        ("a <b>bold</b>, an <i>italic</i> word", "a bold, an italic word"),
        ("  many \n\t blanks&nbsp;&nbsp; here ", "many blanks here"),
        ("<ul><li>one</li><li>two <b>b</b></li></ul>", "- one\n- two b"),
        ("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td><td>d</td></tr></table>", "a b\nc d"),
        ("<pre>x  y\n z</pre>", "x  y\n z"),
        ('<a href="https://evil.example">our shop</a>', "our shop"),
        ("&uuml;&#228;&lt;p&gt;", "üä<p>"),
        ("<style>p{}</style><script>x()</script><title>t</title>seen", "seen"),
        ('<div style="display : NONE">no</div><span hidden>no</span><p style="mso-hide:all">no</p>yes', "yes"),
        ("<!-- no <p>no</p> -->yes<!-- never closed", "yes"),
        ("<!--[if mso]><p>no</p><![endif]-->yes", "yes"),
        ("<p>never closed <b>at all", "never closed at all"),
        ("&#xD800;&#0;x", "\ufffd\ufffdx"),
        ("no markup at all", "no markup at all"),
        ("", ""),
        ("<html><head><p>odd</head><body class=x>body</body></html>", "body"),
    ],
)
def test_seen_text(html: str, text: str) -> None:
    """The text is what a reader sees, in lines where there were blocks."""
    assert texts(html, LIMITS)[0] == text


@pytest.mark.parametrize(
    "quote",
    [
        '<blockquote type="cite"><div>old</div></blockquote>',
        '<div class="gmail_quote"><div class="gmail_attr">On Monday X wrote:</div><blockquote>old</blockquote></div>',
        '<div class="moz-cite-prefix">X wrote:</div><blockquote type=cite>old</blockquote>',
        '<div class="yahoo_quoted x">old</div>',
        '<div id="divRplyFwdMsg"><b>From:</b> X</div><div>old <p>more</p></div>',
        '<div id="appendonsend"></div><hr><div>old</div>',
    ],
)
def test_what_mail_programs_mark_as_quoted(quote: str) -> None:
    """The answered mail is in the whole text and not in the own one."""
    whole, own = texts(f"<p>new words</p>{quote}", LIMITS)
    assert "old" in whole
    assert own == "new words"


def test_text_after_a_quote_is_own() -> None:
    """Words under a quoted mail are own words again."""
    whole, own = texts('<blockquote type="cite">old</blockquote><p>answer</p>', LIMITS)
    assert (whole, own) == ("old\n\nanswer", "answer")


@pytest.mark.parametrize(
    "html",
    [
        "<div>" * 50_000 + "x",
        "<ul><li>" * 20_000,
        "<b>" * 20_000,
        "<" * 60_000,
        "<!--" * 20_000,
        "<p " + "a " * 30_000 + ">x",
    ],
)
def test_hostile_markup_is_bounded(html: str) -> None:
    """No nesting is too deep, and nothing grows beyond the limit."""
    whole, own = texts(html, LIMITS)
    assert len(whole) <= LIMITS.text
    assert len(own) <= LIMITS.text
