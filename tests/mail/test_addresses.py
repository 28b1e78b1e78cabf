"""Address lists: lenient where nobody can be mistaken, strict where somebody could be."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.mail.samples import mail, read
from triaged.mail import addresses
from triaged.mail.limits import ParseLimits

LIMITS = ParseLimits()


@pytest.mark.parametrize(
    ("value", "name", "address"),
    [
        ("anna@customer.example", "", "anna@customer.example"),
        ("<anna@customer.example>", "", "anna@customer.example"),
        ("Anna Berg <anna@customer.example>", "Anna Berg", "anna@customer.example"),
        ('"Berg, Anna" <anna@customer.example>', "Berg, Anna", "anna@customer.example"),
        ("Berg, Anna <anna@customer.example>", "Berg, Anna", "anna@customer.example"),
        (r'"Anna \"Bee\" Berg" <anna@customer.example>', 'Anna "Bee" Berg', "anna@customer.example"),
        ("anna@customer.example (Anna Berg)", "Anna Berg", "anna@customer.example"),
        ("(Anna (at home)) anna@customer.example", "Anna (at home)", "anna@customer.example"),
        ("Anna <anna@CUSTOMER.Example>", "Anna", "anna@customer.example"),
        ("Anna.Berg+tag <Anna.Berg+tag@customer.example>", "Anna.Berg+tag", "Anna.Berg+tag@customer.example"),
        ("anna@customer.example <anna@customer.example>", "anna@customer.example", "anna@customer.example"),
        ('"boss@firm.test" <anna@customer.example>', "boss@firm.test", "anna@customer.example"),
        ("<@relay.example,@other.example:anna@customer.example>", "", "anna@customer.example"),
        ('"anna"@customer.example', "", "anna@customer.example"),
        ("a..b.@customer.example", "", "a..b.@customer.example"),
        ("Anna <anna@customer.example.>", "Anna", "anna@customer.example"),
        ("Anna <anna@bücher.example>", "Anna", "anna@xn--bcher-kva.example"),
        ("Anna <anna@straße.example>", "Anna", "anna@xn--strae-oqa.example"),
        ("=?utf-8?q?J=C3=BCrgen?= <j@customer.example>", "Jürgen", "j@customer.example"),
        ('"=?utf-8?q?J=C3=BCrgen?=" <j@customer.example>', "Jürgen", "j@customer.example"),
        (
            "=?utf-8?q?a=40b.example_=3Cx=40y.example=3E?= <j@customer.example>",
            "a@b.example <x@y.example>",
            "j@customer.example",
        ),
        ("Anna <anna@intranet>", "Anna", "anna@intranet"),
        ("<anna@customer.example> Anna", "", "anna@customer.example"),
        ("Anna <anna@customer.example>, anna@customer.example", "Anna", "anna@customer.example"),
    ],
)
def test_one_author(value: str, name: str, address: str) -> None:
    """A From that can be read in one way only gives its one author."""
    message = read(mail(f"From: {value}\n\nx"))
    assert message.from_problem == ""
    assert message.author is not None
    assert (message.author.name, message.author.address) == (name, address)


@pytest.mark.parametrize(
    ("value", "problem"),
    [
        ("alice@example.org)bob@evil.example", "no readable address"),
        ("alice@example.org bob@evil.example", "no readable address"),
        ("alice@example.org@evil.example", "no readable address"),
        ("alice@example.org(<bob@evil.example>)", "beside another address"),
        ("bob@evil.example <alice@example.org>", "beside another address"),
        ("<alice@example.org> bob@evil.example", "beside another address"),
        ("alice@example.org (or bob@evil.example)", "beside another address"),
        ("Alice <alice@example.org> <bob@evil.example>", "do not match"),
        ("Alice <alice@example.org", "do not match"),
        ("Alice> <alice@example.org>", "do not match"),
        ("(Alice <alice@example.org>", "no readable address"),
        ("Alice <alice@example.org>)", "do not match"),
        ("a@b.example, c@d.example", "several mailboxes and no Sender"),
        ("a@b.example, <broken", "more than one readable"),
        ("Team: ;", "only a group"),
        ("Team: a@b.example;", "only a group"),
        ("undisclosed-recipients:;", "only a group"),
        ("Mail Delivery System <MAILER-DAEMON>", "has no domain"),
        ("root", "has no domain"),
        ("", "no readable address"),
        ("<>", "no readable address"),
        ("<@>", "no readable address"),
        ("a <", "no readable address"),
        ("x@", "no readable address"),
        ("@x.example", "no readable address"),
        ("a b@c.example", "no readable address"),
        ("a@b c.example", "no readable address"),
        ("a@-b.example", "no readable address"),
        ("a@b..example", "no readable address"),
        ("=?utf-8?q?evil=40x.example?=@customer.example", "no readable address"),
        ("=?utf-8?q?Alice_=3Calice=40example.org=3E?=", "has no domain|no readable address"),
        ('"john doe"@customer.example', "not every server can deliver"),
        ("jdöe@customer.example", "not every server can deliver"),
        ("a@[192.0.2.1]", "not every server can deliver"),
        ("x" * 65 + "@customer.example", "not every server can deliver"),
        ("a@" + ".".join(["b" * 60] * 5) + ".example", "not every server can deliver|no readable address"),
        ("(" * 1_500 + "a@b.example" + ")" * 1_500, "no readable address"),
    ],
)
def test_no_author(value: str, problem: str) -> None:
    """A From that two programs could read as two people, or that names none, has no author and says why (N25, T3)."""
    message = read(mail(f"From: {value}\n\nx"))
    assert message.author is None
    assert any(words in message.from_problem for words in problem.split("|")), message.from_problem


def test_two_from_headers_are_several_mailboxes() -> None:
    """A second From header does not go unseen (RFC 5322 3.6)."""
    message = read(mail("From: a@b.example\nFrom: c@d.example\n\nx"))
    assert "several mailboxes" in message.from_problem


def test_no_from_header() -> None:
    """A mail without From says so (N25)."""
    assert read(mail("Subject: x\n\nx")).from_problem == "There is no From header."


def test_several_authors_with_a_sender() -> None:
    """Several From mailboxes are fine where Sender says who wrote (RFC 5322 3.6.2)."""
    message = read(mail("From: a@b.example, c@d.example\nSender: c@d.example\n\nx"))
    assert message.from_problem == ""
    assert [one.address for one in message.from_] == ["a@b.example", "c@d.example"]
    assert message.sender is not None


def test_a_daemon_without_domain_keeps_its_name() -> None:
    """The local part of a From without domain can still be looked at (N7)."""
    message = read(mail("From: Mail System <MAILER-DAEMON>\n\nx"))
    assert (message.from_[0].local, message.from_[0].domain) == ("MAILER-DAEMON", "")


@pytest.mark.parametrize(
    ("value", "found"),
    [
        ("a@b.example, C <c@d.example>", ["a@b.example", "c@d.example"]),
        ("a@b.example; c@d.example;", ["a@b.example", "c@d.example"]),
        ("Team: a@b.example, Doe, John <j@b.example>; c@d.example", ["a@b.example", "j@b.example", "c@d.example"]),
        (",, a@b.example,,", ["a@b.example"]),
        ("broken, <also broken, a@b.example", ["a@b.example"]),
        ("undisclosed-recipients:;", []),
    ],
)
def test_lists(value: str, found: list[str]) -> None:
    """Lists, groups and what people make of them are read as far as they can be (RFC 5322 3.4)."""
    assert [one.address for one in addresses.read((value,), LIMITS).sound()] == found


@pytest.mark.parametrize(
    "address", ["a@b.example", "a.b+c@d-e.example", '"a..b"@c.example', "o'hara@b.example", "a@xn--bcher-kva.example"]
)
def test_answerable(address: str) -> None:
    """A letter may go to a strict ASCII addr-spec."""
    assert addresses.answerable(address)


@pytest.mark.parametrize(
    "address",
    [
        "",
        "a",
        "@b.example",
        "a@",
        "a b@c.example",
        "a@b.example\n",
        "a@b.example\r\nBcc: x@y.example",
        "a@b.example\x00",
        "a@b,c.example",
        "<a@b.example>",
        "ä@b.example",
        "a@ä.example",
        '"a b"@c.example',
        "a@b.example>",
        "a@[::1]",
        "a@-b.example",
        "a" * 65 + "@b.example",
        "a@" + "b" * 64 + ".example",
        "a@" + ".".join(["b" * 50] * 5) + ".example",
    ],
)
def test_not_answerable(address: str) -> None:
    """No letter goes where a control, a blank, a bracket or a letter outside ASCII may mean something else (T2)."""
    assert not addresses.answerable(address)


def test_reply_to_holds_only_what_may_be_answered() -> None:
    """Reply-To gives the addresses that a letter may go to, no others."""
    message = read(
        mail("From: a@b.example\nReply-To: <x@y>, jdöe@b.example, a@b.example)c@d.example, R <r@b.example>\n\nx")
    )
    assert [one.address for one in message.reply_to] == ["x@y", "r@b.example"]


@given(
    name=st.lists(st.text("aB.,:;()'=?é&-", min_size=1, max_size=4), max_size=3).map(" ".join),
    quoted=st.booleans(),
    local=st.text("aB.=?+_'-é", min_size=1, max_size=6),
    domain=st.text("aB.-_0é", min_size=1, max_size=8),
)
def test_the_usual_shape_is_read_like_any_other(name: str, quoted: bool, local: str, domain: str) -> None:
    """One plain `Name <a@b>` has a way of its own; a comma after it sends it the general way, to the same result."""
    value = f'"{name}" <{local}@{domain}>' if quoted else f"{name}<{local}@{domain}>"
    assert addresses.read((value,), LIMITS) == addresses.read((f"{value},",), LIMITS)
