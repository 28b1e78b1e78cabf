"""What our own server's Authentication-Results say of the sender."""

import pytest

from tests.rules.mails import TRUSTING, inbox_of, mail, policy
from triaged.model.thread import Proof
from triaged.policy.shape import Policy
from triaged.rules.addressee import addressee
from triaged.rules.proof import colleague, proof

WAYS = 'forms = ["www@nordlicht.example"], trusted_forwarders = ["alumni.example"]'
DESK = policy(TRUSTING, WAYS)
PASS = "mx.nordlicht.example; dmarc=pass header.from=kunde.example"
FAIL = "mx.nordlicht.example; dmarc=fail (p=none) header.from=kunde.example"


def asked(*results: str, fields: dict[str, str | None] | None = None, desk: Policy = DESK, above: str = "") -> Proof:
    """The proof of petra@kunde.example with these results at the top."""
    top = above + "".join(f"Authentication-Results: {result}\n" for result in results)
    message = mail(fields=fields, top=top)
    whom, _ = addressee(message, inbox=inbox_of(desk), policy=desk)
    return proof(message, addressee=whom, policy=desk)[0]


@pytest.mark.parametrize(
    ("result", "expected"),
    [
        (PASS, Proof.PROVEN),
        ("MX.nordlicht.example 1; dmarc=pass (p=reject dis=none) header.from=kunde.example", Proof.PROVEN),
        ("mx.nordlicht.example; dkim=pass header.d=kunde.example header.s=a", Proof.PROVEN),
        ("mx.nordlicht.example; dkim=pass header.i=@mail.kunde.example", Proof.PROVEN),
        ("mx.nordlicht.example; spf=pass smtp.mailfrom=petra@kunde.example", Proof.PROVEN),
        ("mx.nordlicht.example; spf=pass smtp.mailfrom=bounce.kunde.example", Proof.PROVEN),
        ('mx.nordlicht.example; dkim=fail header.d=x.example; spf=pass smtp.mailfrom="p@kunde.example"', Proof.PROVEN),
        (FAIL, Proof.FAILED),
        ("mx.nordlicht.example; spf=pass smtp.mailfrom=kunde.example; dmarc=fail", Proof.FAILED),
        ("mx.nordlicht.example; dmarc=none; dkim=pass header.d=kunde.example", Proof.UNKNOWN),
        ("mx.nordlicht.example; dmarc=temperror", Proof.UNKNOWN),
        ("mx.nordlicht.example; dmarc=pass header.from=other.example", Proof.UNKNOWN),
        ("mx.nordlicht.example; dkim=pass header.d=other.example", Proof.UNKNOWN),
        ("mx.nordlicht.example; dkim=pass header.d=example", Proof.UNKNOWN),
        ("mx.nordlicht.example; dkim=pass header.d=notkunde.example", Proof.UNKNOWN),
        ("mx.nordlicht.example; spf=pass smtp.mailfrom=other.example", Proof.UNKNOWN),
        ("mx.nordlicht.example; spf=fail smtp.mailfrom=kunde.example", Proof.UNKNOWN),
        ("mx.nordlicht.example; none", Proof.UNKNOWN),
        ("mx.nordlicht.example; x=(dmarc=pass) dmarc=", Proof.UNKNOWN),
        ("mx.evil.example; dmarc=pass header.from=kunde.example", Proof.UNKNOWN),
        ("(mx.nordlicht.example) evil.example; dmarc=pass", Proof.UNKNOWN),
        ("", Proof.UNKNOWN),
    ],
)
def test_results_are_read_as_written(result: str, expected: Proof) -> None:
    """RFC 8601 section 2.2: ids, comments, versions, quoted values; N23: other servers say nothing."""
    assert asked(result) is expected


def test_nobody_is_believed_who_is_not_named() -> None:
    """N23: without trust.results_of no result counts, neither good nor bad."""
    assert asked(PASS, desk=policy()) is Proof.UNKNOWN
    assert asked(FAIL, desk=policy()) is Proof.UNKNOWN


def test_only_the_topmost_block_counts() -> None:
    """Below the next Received line stands what the mail brought along, our name in it or not."""
    assert asked(FAIL, PASS) is Proof.FAILED
    below = "Authentication-Results: mx.nordlicht.example; spf=none\nReceived: from x by mx.nordlicht.example\n"
    assert asked(PASS, above=below) is Proof.UNKNOWN
    assert asked(PASS, above="Received: by mx.nordlicht.example\n") is Proof.PROVEN


SEEN = "mx.nordlicht.example; spf=pass smtp.mailfrom=x@alumni.example; dmarc=fail header.from=kunde.example"
BY_ALUMNI = (
    "Received: from mail (mx.alumni.example [192.0.2.7]) by mx.nordlicht.example; Sat, 21 Nov 2026 10:00:00 +0000\n"
)


@pytest.mark.parametrize(
    ("result", "above", "expected"),
    [
        (SEEN, "Return-Path: <x@alumni.example>\n", Proof.UNKNOWN),
        (FAIL, f"Return-Path: <x@alumni.example>\n{BY_ALUMNI}", Proof.UNKNOWN),
        (FAIL, f"X-Forwarded-For: x@alumni.example\n{BY_ALUMNI}", Proof.UNKNOWN),
        (FAIL, "X-Forwarded-For: x@alumni.example\n", Proof.FAILED),
        (FAIL, "Return-Path: <x@alumni.example>\n", Proof.FAILED),
        (
            FAIL,
            "X-Forwarded-For: x@alumni.example\nReceived: from mx.alumni.example (unknown [192.0.2.66]) by mx.x\n",
            Proof.FAILED,
        ),
        (SEEN, "", Proof.FAILED),
    ],
)
def test_a_failure_behind_a_forwarder_is_forgiven_only_where_our_server_saw_it(
    result: str, above: str, expected: Proof
) -> None:
    """N22: forwarding breaks authentication, but anybody can write the fields in which forwarders name themselves."""
    assert asked(result, above=above) is expected


def test_a_web_form_proves_nothing_about_the_customer() -> None:
    """N23: a web server's own proof says nothing about who filled in its form."""
    form: dict[str, str | None] = {"From": "www@nordlicht.example", "Reply-To": "petra@kunde.example"}
    assert asked("mx.nordlicht.example; dmarc=pass header.from=nordlicht.example", fields=form) is Proof.UNKNOWN


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("anna@nordlicht.example", True),
        ("new@nordlicht.example", True),
        ("new@mail.nordlicht.example", True),
        ("petra@kunde.example", False),
        ("anna@notnordlicht.example", False),
    ],
)
def test_colleagues_are_known_by_from(address: str, expected: bool) -> None:
    """A listed address, or one of our domains."""
    assert colleague(mail(fields={"From": address}), policy=DESK) is expected
