"""What agents order by mail: tables in four languages, whole mails of mail programs, and what holds for any text."""

import re
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.rules.mails import mail
from triaged.mail.reference import ALPHABET
from triaged.model.order import NoMoment, NotUnderstood, Order, OrderKind, Orders
from triaged.policy.typed import plain
from triaged.rules.mail_commands import MOST, orders
from triaged.rules.mail_commands.words import ALL, AND, TO, UNTIL, WHOLE, WORDS, Words, forms, understood
from triaged.rules.moments import moment

NOW = datetime(2026, 11, 23, 13, 10, tzinfo=UTC)
THURSDAY_NOON = datetime(2026, 11, 26, 11, tzinfo=UTC)
END_OF_FRIDAY = datetime(2026, 11, 27, 23, tzinfo=UTC)
ONE, TWO = ("7K3F",), ("7K3F", "9BCD")
PEOPLE = {"anna": "Anna Petersen", "dina": "Dina Müller", "ben": "Ben Ali", "mo": "Mo Salah", "ah": "Anna Held"}
PEOPLE |= {"eva.s": "Eva Sommer", "eva.w": "Eva Winter"}
PAGE = Path(__file__).parents[2] / "docs" / "mail-commands.md"
HTML: dict[str, str | None] = {"Content-Type": "text/html; charset=utf-8"}


def when(text: str, end_of_day: bool) -> datetime | NoMoment:
    return moment(text, now=NOW, zone="Europe/Berlin", end_of_day=end_of_day)


def read(text: str, threads: Sequence[str] = TWO) -> Orders | NotUnderstood:
    return orders(text, threads=threads, people=PEOPLE, when=when)


def one(text: str, threads: Sequence[str] = TWO) -> Order:
    """The only order of a text."""
    found = read(text, threads)
    assert isinstance(found, Orders), found
    (order,) = found.orders
    return order


def refused(text: str, threads: Sequence[str] = TWO) -> NotUnderstood:
    found = read(text, threads)
    assert isinstance(found, NotUnderstood), found
    return found


PHRASES = [
    (kind, phrase) for kind in OrderKind if kind in WHOLE for phrases in WORDS[kind].values() for phrase in phrases
]


@pytest.mark.parametrize(("kind", "phrase"), PHRASES, ids=[phrase for _, phrase in PHRASES])
def test_every_word_orders_its_thing(kind: OrderKind, phrase: str) -> None:
    """Each word, as it is, in capitals, with a mark behind it, without accents, before or after the reference."""
    whole = kind is not OrderKind.BACK
    named = ("7K3F",) if whole else ()
    for said in (phrase, phrase.upper(), f"{phrase}.", f"{phrase} !", plain(phrase)):
        for line in (f"{said} 7K3F", f"NL-7K3F {said}", f"7k3f: {said}") if whole else (said,):
            assert one(line) == Order(what=kind, references=named)


@pytest.mark.parametrize(
    ("lines", "order"),
    [
        (
            (
                "mine 7K3F 9BCD",
                "mine 7K3F, 9BCD",
                "7K3F and 9BCD mine",
                "7K3F und 9BCD übernehme",
                "mine all",
                "alle meins",
                "uebernehme alle",
                "je prends toutes",
                "lo tomo todos",
                "mine 7K3F 9BCD 7K3F",
                "mine [NL-7K3F] #9bcd",
            ),
            Order(what=OrderKind.MINE, references=TWO),
        ),
        (
            (
                "7K3F thu 12:00",
                "thu 12:00 7K3F",
                "promise 7K3F thu 12:00",
                "7K3F do 12 Uhr",
                "zugesagt 7K3F do 12:00",
                "7K3F jeu 12h",
                "promis 7K3F jeudi 12h",
                "7K3F jueves a las 12",
                "prometido 7K3F jue 12:00",
                "7K3F: 26.11. 12:00",
            ),
            Order(what=OrderKind.PROMISE, references=ONE, until=THURSDAY_NOON),
        ),
        (
            (
                "give 7K3F to dina",
                "give dina 7K3F",
                "7K3F to Dina",
                "assign 7K3F to Dina Müller",
                "gib 7K3F an dina",
                "an Dina Mueller 7K3F",
                "donner 7K3F à dina",
                "donne à Dina 7K3F",
                "dar 7K3F a dina",
                "a DINA 7K3F.",
            ),
            Order(what=OrderKind.GIVE, references=ONE, person="dina"),
        ),
        (("anna 7K3F", "7K3F Anna Petersen", "7K3F Anna."), Order(what=OrderKind.NAME, references=ONE, person="anna")),
        (("7K3F Anna Held", "ah 7K3F"), Order(what=OrderKind.NAME, references=ONE, person="ah")),
        (("7K3F mo",), Order(what=OrderKind.NAME, references=ONE, person="mo")),
        (
            (
                "snooze 7K3F until thu 12:00",
                "später 7K3F bis do 12:00",
                "reporter 7K3F jusqu’à jeudi 12h",
                "posponer 7K3F hasta el jueves a las 12",
                "7K3F snooze thu 12:00",
            ),
            Order(what=OrderKind.SNOOZE, references=ONE, until=THURSDAY_NOON),
        ),
        (
            (
                "away until Friday",
                "abwesend bis Freitag",
                "weg bis 27.11.",
                "absente jusqu'à vendredi",
                "ausente hasta el viernes",
            ),
            Order(what=OrderKind.AWAY, until=END_OF_FRIDAY),
        ),
        (
            ("anna away until Friday", "Anna Petersen abwesend bis Freitag", "anna absente jusqu'à vendredi"),
            Order(what=OrderKind.AWAY, until=END_OF_FRIDAY, person="anna"),
        ),
        (("anna back", "Anna zurück", "anna wieder da"), Order(what=OrderKind.BACK, person="anna")),
        (("away until thu 12:00",), Order(what=OrderKind.AWAY, until=THURSDAY_NOON)),
    ],
)
def test_one_order_in_many_words(lines: tuple[str, ...], order: Order) -> None:
    """Times, people and several threads, in four languages and orders of words."""
    assert [(line, one(line)) for line in lines] == [(line, order) for line in lines]


@pytest.mark.parametrize(
    "line", ["mine", "thu 12:00", "an dina", "anna", "snooze until thu 12:00", "hold", "17:30", "was a person"]
)
def test_the_only_thread_need_not_be_named(line: str) -> None:
    """Where the notice was about one thread it is meant; about several, or none, the agent is asked which."""
    assert one(line, ONE).references == ONE
    for threads in (TWO, ()):
        answer = refused(line, threads)
        assert answer.line == line
        assert answer.hint.startswith("which one?")
        assert all(reference in answer.hint for reference in threads)


@pytest.mark.parametrize(
    ("text", "line", "hint"),
    [
        ("", "", "nothing is ordered"),
        ("\n\n> mine 7K3F\n", "", "nothing is ordered"),
        ("-- \nmine 7K3F", "", "nothing is ordered"),
        ("Hello Petra,\n\nmine 7K3F", "Hello Petra,", "no command"),
        ("mine 7K3F\nthanks!", "thanks!", "no command"),
        ("On 1 May wrote:\n> x\nOn 2 May wrote:\n> x\n\nmine 7K3F", "On 2 May wrote:", "no command"),
        ("mine 7K3F\ndoen 9BCD", "doen 9BCD", "no command"),
        ("mine 7K3F\n\ndoen 9BCD", "doen 9BCD", "no command"),
        ("mine 7K3F done 9BCD", "mine 7K3F done 9BCD", "no command"),
        ("please mine 7K3F", "please mine 7K3F", "no command"),
        ("do not mine 7K3F", "do not mine 7K3F", "no command"),
        ("done 7K3F thu 12:00", "done 7K3F thu 12:00", '"done" is not understood'),
        ("7K3F", "7K3F", "what about 7K3F?"),
        ("!!!", "!!!", "names no command"),
        ("mine 7K44", "mine 7K44", "7K44 was not in the notice that you answer; it was about 7K3F, 9BCD"),
        ("NL-7K44 thu 12:00", "NL-7K44 thu 12:00", "NL-7K44 was not in the notice"),
        ("give 7K3F to xaver", "give 7K3F to xaver", 'nobody here is called "xaver"'),
        ("give 7K3F", "give 7K3F", "to whom?"),
        ("give 7K3F to", "give 7K3F to", "to whom?"),
        ("give 7K3F to Eva", "give 7K3F to Eva", 'who? "Eva" may be eva.s, eva.w'),
        ("eva 7K3F", "eva 7K3F", "who?"),
        ("snooze 7K3F", "snooze 7K3F", "until when?"),
        ("snooze 7K3F until Friday", "snooze 7K3F until Friday", "at what time?"),
        ("away", "away", "until when?"),
        ("anna away", "anna away", "until when?"),
        ("away 7K3F until Friday", "away 7K3F until Friday", "about a person, not about a thread"),
        ("back 7K3F", "back 7K3F", "about a person, not about a thread"),
        ("7K3F 12", "7K3F 12", "a number alone"),
        ("7K3F 26/11 12:00", "7K3F 26/11 12:00", "which of them is the month"),
        ("7K3F mon 9:00 tue 9:00", "7K3F mon 9:00 tue 9:00", "two days or two times"),
        ("mine 7K3F " + "x" * 300, "mine 7K3F " + "x" * 49 + "…", "too long for a command"),
        ("mine 7K3F \ud800\u202e\x07", "mine 7K3F ???", "no command"),
    ],
)
def test_one_line_that_is_no_command_stops_everything(text: str, line: str, hint: str) -> None:
    """Nothing is done; the line is quoted, shortened, with the reason and what is understood."""
    answer = refused(text)
    assert answer.line == line
    assert hint in answer.hint
    assert answer.hint.endswith(understood("7K3F"))


@pytest.mark.parametrize(
    "text",
    [
        "mine 7K3F\ndone 9BCD",
        "\n\n  mine 7K3F\n\n\ndone 9BCD\n\nBest\nAnna",
        "- mine 7K3F\n* done 9BCD\n-- \nspam all",
        "mine 7K3F\r\ndone 9BCD\r\n> spam 7K3F",
        "mine 7K3F\ndone 9BCD\n\nAnna",
        "mine 7K3F\ndone 9BCD\n\nAnna\nspam all",
        "mine 7K3F\ndone 9BCD\n________________________________\nspam all",
        "mine 7K3F\ndone 9BCD\n-----Ursprüngliche Nachricht-----\nspam all",
        "mine 7K3F\ndone 9BCD\nOn Mon, 23 Nov 2026 at 14:00, Nordlicht <\ns@n.example> wrote:\n> a\n\nspam all",
        "Am 23.11.26 um 14:00 schrieb Nordlicht:\n> spam 7K3F\n>\n> spam 9BCD\n\nmine 7K3F\ndone 9BCD",
    ],
)
def test_several_orders_end_where_the_agent_ends(text: str) -> None:
    """One line each, in their order, down to a signature, a quotation, or what stands below a blank line."""
    found = read(text)
    assert isinstance(found, Orders)
    assert found.orders == (
        Order(what=OrderKind.MINE, references=ONE),
        Order(what=OrderKind.DONE, references=("9BCD",)),
    )


def test_a_mail_holds_so_many_commands() -> None:
    """A mail of more commands than anybody types is not carried out in part."""
    assert isinstance(read("\n".join(["mine 7K3F"] * MOST)), Orders)
    assert f"{MOST} commands" in refused("\n".join(["mine 7K3F"] * (MOST + 1))).hint


NOTICE = "\n".join(
    (
        '14:30  Kranz, "Rechnung Oktober"        NL-7K3F  high',
        '14:30  Holm (VIP), "Angebot Küstenbad"  NL-9BCD  high',
        "Reply with: mine 7K3F · done 7K3F · called 7K3F · 7K3F thu 12:00 · give 7K3F to dina",
    )
)
QUOTED = "\n".join(f"> {line}" for line in NOTICE.split("\n"))
IN_HTML = NOTICE.replace("\n", "<br>")
WHOLE_MAILS = {
    "gmail": (
        f"mine 7K3F\n\nOn Mon, Nov 23, 2026 at 2:00 PM Nordlicht <support@nordlicht.example> wrote:\n\n{QUOTED}\n",
        {},
    ),
    "gmail, html": (
        '<div dir="ltr">mine 7K3F</div><br><div class="gmail_quote"><div dir="ltr" class="gmail_attr">On Mon, Nov 23,'
        ' 2026 at 2:00 PM Nordlicht &lt;<a href="mailto:s@n.example">s@n.example</a>&gt; wrote:<br></div>'
        f'<blockquote class="gmail_quote">{IN_HTML}</blockquote></div>',
        HTML,
    ),
    "ios": (
        "mine 7K3F\n\nVon meinem iPhone gesendet\n\n> Am 23.11.2026 um 14:00 schrieb Nordlicht <s@n.example>:\n> \n"
        f"{QUOTED}\n",
        {},
    ),
    "ios, html": (
        '<body dir="auto">mine 7K3F<div><br id="lineBreakAtBeginningOfSignature"><div dir="ltr">Sent from my iPhone'
        '</div><div dir="ltr"><br><blockquote type="cite">On 23 Nov 2026, at 14:00, Nordlicht &lt;s@n.example&gt;'
        " wrote:<br><br>"
        f'</blockquote></div><blockquote type="cite"><div dir="ltr">{IN_HTML}</div></blockquote></div></body>',
        HTML,
    ),
    "outlook": (
        "mine 7K3F\n\n________________________________\nFrom: Nordlicht <s@n.example>\n"
        "Sent: Monday, 23 November 2026 14:00\n"
        f"To: Ben\nSubject: 2 replies due by 14:30\n\n{NOTICE}\n",
        {},
    ),
    "outlook, html": (
        '<div class="WordSection1"><p class="MsoNormal">mine 7K3F<o:p></o:p></p>'
        '<p class="MsoNormal"><o:p>&nbsp;</o:p></p>'
        '<p class="MsoNormal">Mit freundlichen Gr&uuml;&szlig;en<br>Ben</p><div style="border-top:solid #E1E1E1 1.0pt">'
        '<p class="MsoNormal"><b>Von:</b> Nordlicht &lt;s@n.example&gt; <br><b>Gesendet:</b> Montag, 23. November 2026'
        f' 14:00<br><b>An:</b> Ben<br><b>Betreff:</b> 2 Antworten</p></div><p class="MsoNormal">{IN_HTML}</p></div>',
        HTML,
    ),
    "outlook for ios": (
        '<div dir="ltr">mine 7K3F</div><div id="ms-outlook-mobile-signature"><div><br></div>Get '
        '<a href="https://aka.ms/x">Outlook for iOS</a></div><hr>'
        '<div id="divRplyFwdMsg"><b>From:</b> Nordlicht &lt;s@n.example&gt;<br>'
        f"<b>Sent:</b> Monday, November 23, 2026 2:00 PM<br><b>To:</b> Ben<br>"
        f"<b>Subject:</b> 2 replies</div><div>{IN_HTML}</div>",
        HTML,
    ),
    "thunderbird, below": (f"Am 23.11.26 um 14:00 schrieb Nordlicht:\n{QUOTED}\n\nmine 7K3F\n\n-- \nBen Ali\n", {}),
    "signature": ("mine 7K3F\n\n--\nBen Ali\nNordlicht GmbH, Kundenservice\n+49 40 555 01 10\n", {}),
}


@pytest.mark.parametrize("program", WHOLE_MAILS)
def test_answers_of_mail_programs(program: str) -> None:
    """Whole mails, parsed as they arrive: one command above or below the notice, nothing of the notice is an order."""
    body, fields = WHOLE_MAILS[program]
    assert one(mail(body, dict(fields)).own_text) == Order(what=OrderKind.MINE, references=ONE)


def test_paragraphs_of_outlook_are_lines() -> None:
    """Where a mail program writes each line as a paragraph of its own, no command is lost."""
    paragraphs = "".join(f'<p class="MsoNormal">{line}</p>' for line in ("mine 7K3F", "9BCD do 12:00", "Ben"))
    found = read(mail(f"<html><body>{paragraphs}</body></html>", HTML).own_text)
    assert isinstance(found, Orders)
    assert [order.what for order in found.orders] == [OrderKind.MINE, OrderKind.PROMISE]


@pytest.mark.parametrize("body", [f"\n\n{QUOTED}\n", f"\n\nSent from my iPhone\n\n{QUOTED}\n", f"{NOTICE}\n"])
def test_an_answer_without_words_orders_nothing(body: str) -> None:
    """Sent by mistake, with the notice below: nothing of the notice is taken for an order."""
    assert isinstance(read(mail(body).own_text), NotUnderstood)


def test_no_word_has_two_meanings() -> None:
    """Each spelling belongs to one order, orders with a time or a person are one word, and no reference is a word."""
    spoken = [(form, kind) for kind, words in WORDS.items() for form in set(forms(words))]
    assert len({form for form, _ in spoken}) == len(spoken)
    assert [form for form, kind in spoken if kind not in WHOLE and " " in form] == []
    words = {form for form, _ in spoken} | {form for table in (TO, ALL, AND, UNTIL) for form in forms(table)}
    assert [form for form in words if len(form) > 3 and set(form.upper()) <= set(ALPHABET)] == []
    assert OrderKind.NAME not in WORDS, "a name has no word of its own"


def test_the_page_lists_every_word() -> None:
    """The tables of docs/mail-commands.md are the words of the code, in the same order."""
    rows = re.findall(
        r"^\| ([a-z ]+) \| (.+) \| (.+) \| (.+) \| (.+) \| [^|]+ \|$", PAGE.read_text("utf-8"), re.MULTILINE
    )
    listed = {
        name: tuple(cell.split(" · ") for cell in cells) for name, *cells in rows if name not in {"order", "word"}
    }
    tables: dict[str, Words] = {kind.value: words for kind, words in WORDS.items()}
    tables |= {"to": TO, "until": UNTIL, "all": ALL, "and": AND}
    assert listed == {
        name: tuple(list(words[each]) for each in ("en", "de", "fr", "es")) for name, words in tables.items()
    }


phrases = st.sampled_from(
    [phrase for words in (*WORDS.values(), TO, UNTIL, ALL, AND) for form in words.values() for phrase in form]
)
tokens = st.one_of(
    phrases,
    st.sampled_from(
        ["7K3F", "NL-9BCD", "7K44", "anna", "Eva", "dina", "thu 12:00", "Friday", ">", "-- ", ":", "wrote:", "12"]
    ),
    st.text(max_size=5),
)
lines = st.lists(tokens, max_size=5).map(" ".join)
texts = st.one_of(st.text(max_size=200), st.lists(lines, max_size=6).map("\n".join))


@settings(max_examples=500, deadline=None)
@given(texts, st.sampled_from([(), ONE, TWO]))
def test_every_text_is_orders_or_is_refused(text: str, threads: tuple[str, ...]) -> None:
    """It never raises. Orders name threads of the notice and people of the house only, and their times lie ahead."""
    found = read(text, threads)
    if isinstance(found, NotUnderstood):
        assert len(found.line) <= 60
        assert found.line.isprintable()
        assert found.hint.isprintable()
        return
    assert 0 < len(found.orders) <= MOST
    for order in found.orders:
        about_people = order.what in {OrderKind.AWAY, OrderKind.BACK}
        assert bool(order.references) is not about_people
        assert set(order.references) <= set(threads)
        assert order.person == "" or order.person in PEOPLE
        assert bool(order.person) or order.what not in {OrderKind.GIVE, OrderKind.NAME}
        timed = order.what in {OrderKind.PROMISE, OrderKind.SNOOZE, OrderKind.AWAY}
        assert (order.until is not None and order.until > NOW) if timed else order.until is None


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(sorted(WHOLE - {OrderKind.BACK})), min_size=1, max_size=8), st.data())
def test_what_is_ordered_is_what_is_read(kinds: list[OrderKind], data: st.DataObject) -> None:
    """Commands written from the table come back, one for one, in their order."""
    written, meant = [], []
    for kind in kinds:
        language = data.draw(st.sampled_from(("en", "de", "fr", "es")))
        phrase = data.draw(st.sampled_from(WORDS[kind][language]))
        named = data.draw(st.permutations(TWO))[: data.draw(st.integers(1, 2))]
        written.append(data.draw(st.sampled_from((f"{phrase} {' '.join(named)}", f"{' '.join(named)} {phrase}"))))
        meant.append(Order(what=kind, references=tuple(named)))
    assert read("\n".join(written)) == Orders(orders=tuple(meant))
