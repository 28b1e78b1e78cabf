"""What is fuzzed: each takes any octets and fails where a promise of the parser is broken."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from tests.mail.properties import hold_for
from tests.mail.samples import SHAPES, raw
from tests.rules.mails import mail, policy, thread
from triaged.mail import addresses, bounce, charset, date_header, headers, html, mime, quotes
from triaged.mail.limits import ParseLimits
from triaged.mail.parse import parse
from triaged.model.article import Article
from triaged.model.fact import LONGEST_VALUE, MOST_VALUES, comparable, gathered
from triaged.model.mail import Attachment, FetchedPart, PartOutline
from triaged.model.order import NoMoment, NotUnderstood
from triaged.policy.articles import Place, from_markdown, from_sitemap
from triaged.policy.articles.page import LONGEST_TITLE, LONGEST_URL
from triaged.policy.shape import Problem
from triaged.rules.articles import shelf
from triaged.rules.facts import given, speaks_of_attachment
from triaged.rules.further_mail import further_mail
from triaged.rules.mail_commands import MOST, orders
from triaged.rules.moments import FARTHEST, moment

LIMITS = ParseLimits()
_SMALL = ParseLimits(header=400, fields=8, parts=4, depth=3, addresses=3, ids=6, text=100, source=200, value=50)


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """`share` of all executions, the function, and the octets it starts from."""

    share: float
    run: Callable[[bytes], None]
    seeds: tuple[bytes, ...]


def _parse(octets: bytes) -> None:
    """The first octet chooses the limits; the rest is a mail."""
    limits = _SMALL if octets[:1] == b"s" else LIMITS
    hold_for(parse(raw(octets[1:]), limits), octets[1:], limits)


def _partial(octets: bytes) -> None:
    """A header block, and what a server says of the rest, parted by 0xFF."""
    header, kind, label, encoding, text, *names = [*octets.split(b"\xff"), b"", b"", b"", b""]
    outline = tuple(PartOutline(content_type=_words(kind), filename=_words(name), size=1) for name in names)
    fetched = FetchedPart(content_type=_words(kind), charset=_words(label), encoding=_words(encoding), octets=text)
    hold_for(parse(raw(header, whole=False, text=fetched, outline=outline), LIMITS), octets, LIMITS)


def _words(octets: bytes) -> str:
    return octets.decode("utf-8", "surrogateescape")


def _addresses(octets: bytes) -> None:
    value = octets.decode("utf-8", "replace")
    found = addresses.read((value, value), LIMITS)
    assert addresses.author_problem(found, present=True, sender=None) or found.found
    for address in found.sound():
        assert addresses.answerable(address.address)
        assert "\n" not in address.name


def _headers(octets: bytes) -> None:
    block = headers.read(octets, LIMITS)
    assert 0 <= block.body <= len(octets)
    for _, value in block.fields:
        assert len(headers.decoded(value, 100)) <= 100
        headers.message_ids((value,), LIMITS)
        mime.parameters(value)
    headers.message_id(block, LIMITS)


def _dates(octets: bytes) -> None:
    moment, offset = date_header.read(octets.decode("utf-8", "replace"))
    assert moment is None or moment.utcoffset() is not None
    assert offset is None or moment is not None


def _html(octets: bytes) -> None:
    whole, own = html.texts(octets.decode("utf-8", "replace"), LIMITS)
    whole.encode("utf-8")
    assert len(own) <= len(whole) + 2


def _quotes(octets: bytes) -> None:
    text = octets.decode("utf-8", "replace")
    own = quotes.own_text(text, text)
    assert own.strip() or not text.strip()


def _charset(octets: bytes) -> None:
    """A label and octets, parted by a line end."""
    label, _, text = octets.partition(b"\n")
    charset.decode(text, label.decode("latin-1")).encode("utf-8")


def _bounce(octets: bytes) -> None:
    """A mail whose every part is looked at for a report."""
    top = headers.read(octets, LIMITS)
    parts = mime.structure(octets, top, LIMITS).parts
    bounce.read(octets, top, parts, LIMITS, text=octets.decode("latin-1"), author="mailer-daemon@x.example")


NOW = datetime(2026, 11, 23, 13, 10, tzinfo=UTC)


def _when(text: str, end_of_day: bool) -> datetime | NoMoment:
    found = moment(text, now=NOW, zone="Europe/Berlin", end_of_day=end_of_day)
    if isinstance(found, NoMoment):
        assert found.reason.isprintable()
    else:
        assert NOW < found <= NOW + FARTHEST
    return found


def _moments(octets: bytes) -> None:
    text = octets.decode("utf-8", "replace")
    _when(text, False)
    _when(text, True)


def _orders(octets: bytes) -> None:
    """The first octet chooses how many threads the notice was about; the rest is the answer."""
    threads = ("7K3F", "9BCD", "2222")[: octets[0] % 4] if octets else ()
    people = {"anna": "Anna Petersen", "eva.s": "Eva Sommer", "eva.w": "Eva Winter"}
    found = orders(octets[1:].decode("utf-8", "replace"), threads=threads, people=people, when=_when)
    if isinstance(found, NotUnderstood):
        assert (found.line + found.hint).isprintable()
        return
    assert 0 < len(found.orders) <= MOST
    for order in found.orders:
        assert set(order.references) <= set(threads)
        assert order.person in {"", *people}


def _further(octets: bytes) -> None:
    """A customer's further mail: its text, whatever stands in it."""
    text = octets.decode("utf-8", "replace")[: LIMITS.text]
    message = replace(_PLAIN, text=text, own_text=quotes.own_text(text, text))
    said, findings = further_mail(message, thread=thread(), incident=octets[:1] == b"i")
    assert [finding.answer for finding in findings] == [said.further.value]


def _facts(octets: bytes) -> None:
    """What a mail gives: its text, its subject and the name of an attachment, whatever stands in them."""
    text = octets.decode("utf-8", "surrogateescape")
    file = Attachment(name=text[:300], content_type=text[:40], size=1)
    found, findings = given(replace(_PLAIN, text=text, own_text=text, subject=text, attachments=(file,)), _FACTS.facts)
    assert len(found) == len(findings) <= MOST_VALUES * len(_FACTS.facts)
    for fact in found:
        assert 0 < len(fact.value) <= LONGEST_VALUE
        assert fact.value.isprintable()
        assert comparable(fact.value)
    assert gathered(found, found) == gathered((), found)
    speaks_of_attachment(text)


def _articles(octets: bytes) -> None:
    """The first octet chooses whether the rest is a file of Markdown or a sitemap; what is read of it is indexed."""
    text, house = octets[1:].decode("utf-8", "surrogateescape"), ("en", "de")
    if octets[:1] == b"s":
        pages, problems = from_sitemap(text, file="sitemap.xml", languages=house)
        found: tuple[Article | Problem, ...] = (*pages, *problems)
    else:
        place = Place(file="help/a.md", path="a", language="en")
        found = (from_markdown(text, place=place, url="https://h.example/{path}", languages=house),)
    on = shelf(one for one in found if isinstance(one, Article))
    for one in found:
        if isinstance(one, Problem):
            assert one.line >= 1
            assert one.what.isprintable()
            continue
        assert one.title.isprintable()
        assert 0 < len(one.title) <= LONGEST_TITLE
        assert one.url.startswith("https://")
        assert one.url.isascii()
        assert len(one.url) <= LONGEST_URL
        assert on.has(one.language)


def _each(values: Iterable[str]) -> tuple[bytes, ...]:
    return tuple(value.encode("utf-8") for value in values)


_PLAIN = mail()
_FACTS = policy(
    """
[fact.any]
find = ["re:(?s)(.{1,200})|(\\\\n+)", "attachment:*"]
ask = { en = "a", de = "b", fr = "c", es = "d" }
[fact.order]
find = ["re:\\\\bBT-[0-9]+(?:.*z)?", "Therme 5"]
ask = { en = "a", de = "b", fr = "c", es = "d" }
[fact.attachment]
ask = { en = "a", de = "b", fr = "c", es = "d" }
"""
)
_MAILS = tuple(SHAPES.values())
TARGETS: dict[str, Target] = {
    "parse": Target(share=0.46, run=_parse, seeds=tuple(b"f" + octets for octets in _MAILS)),
    "partial": Target(
        share=0.06, run=_partial, seeds=(b"\xff".join((_MAILS[0], b"text/plain", b"utf-8", b"base64", b"eA==", b"x")),)
    ),
    "addresses": Target(
        share=0.1,
        run=_addresses,
        seeds=_each(
            ('"B, A" <a@b.example>, c@d.example (C)', "T: a@b.example;", "<@r:a@bü.example>", '"a\\"b"@c.example')
        ),
    ),
    "headers": Target(share=0.1, run=_headers, seeds=_MAILS),
    "dates": Target(
        share=0.04,
        run=_dates,
        seeds=_each(("Tue, 3 Nov 2026 10:29:58 +0100", "Tue Nov  3 10:29:58 CET 2026", "2026-11-03T10:29:58.1Z")),
    ),
    "html": Target(share=0.06, run=_html, seeds=(SHAPES["html only"].partition(b"\r\n\r\n")[2],)),
    "quotes": Target(share=0.06, run=_quotes, seeds=(SHAPES["reply"].partition(b"\r\n\r\n")[2],)),
    "charset": Target(
        share=0.04, run=_charset, seeds=_each(("utf-8\nGrüße", "iso-2022-jp\n\x1b$B%F\x1b(B", "idna\nx"))
    ),
    "moments": Target(
        share=0.04,
        run=_moments,
        seeds=_each(
            (
                "do 12 Uhr",
                "jeudi 26 nov. à 12 h 30",
                "Nov 26, 2026, 5pm",
                "2026-11-26T12:00",
                "mañana 9",
                "in 1h30",
                "12.11",
            )
        ),
    ),
    "orders": Target(
        share=0.04,
        run=_orders,
        seeds=_each(
            (
                "1mine\n\nOn Mon, 23 Nov 2026 at 14:00, N <n@n.example>\nwrote:\n> x",
                "2mine 7K3F, 9BCD and NL-7K3F\n\n- give 7K3F to Eva Sommer\n7K3F thu 12:00\n-- \nAnna",
                "3Am 23.11. schrieb N:\n> x\n\nanna abwesend bis Freitag\nsnooze alle hasta el jueves a las 12",
            )
        ),
    ),
    "further": Target(
        share=0.04,
        run=_further,
        seeds=_each(("Danke!\n\nViele Grüße\nPetra", "Any news?\n\nOn 1 Nov X wrote:\n> y", "ietwas anderes")),
    ),
    "facts": Target(
        share=0.04,
        run=_facts,
        seeds=_each(("Order BT-118204, anbei ein Foto\r\nBcc: x", "\u202eTherme\t5\x00", "ci-joint\u2028BT-1z")),
    ),
    "articles": Target(
        share=0.04,
        run=_articles,
        seeds=_each(
            (
                "m# How to change it\n<https://h.example/a>\n<!-- x --> See [here](https://h.example/b) <b>E17</b>",
                "m---\ntitle: 'Rechnung'\nlang: de\nurl: https://h.example/r\n---\nSo geht es.",
                's<urlset xmlns:n="n"><url><loc>https://h.example/de/a</loc><n:title>Eins &amp; zwei</n:title></url>'
                "<url><loc>http://h.example/</loc><title>B</title><keywords>c, d</keywords></url></urlset>",
                "s<!DOCTYPE x [<!ENTITY a 'ha'>]><urlset>&a;</urlset>",
            )
        ),
    ),
    "bounce": Target(share=0.04, run=_bounce, seeds=(SHAPES["bounce"], SHAPES["read receipt"])),
}
