"""Whom we would answer, and the known ways in."""

import pytest

from tests.rules.mails import inbox_of, mail, policy
from triaged.model.addressee import Addressee, WayIn
from triaged.model.mail import Message
from triaged.rules.addressee import addressee

DESK = policy(
    inbox='forms = ["www@nordlicht.example"], own_lists = ["<help.nordlicht.example>", "team@lists.example"],'
    ' trusted_forwarders = ["alumni.example", "old@brand.example"]'
)


def asked(message: Message, *, form_by_rule: bool = False, trusted_by_rule: bool = False) -> Addressee:
    """The answer alone."""
    return addressee(
        message, inbox=inbox_of(DESK), policy=DESK, form_by_rule=form_by_rule, trusted_by_rule=trusted_by_rule
    )[0]


@pytest.mark.parametrize(
    ("fields", "address", "diverted"),
    [
        ({}, "petra@kunde.example", False),
        ({"Reply-To": "office@kunde.example"}, "office@kunde.example", False),
        ({"Reply-To": "office@mail.kunde.example"}, "office@mail.kunde.example", False),
        ({"Reply-To": "a@other.example, b@kunde.example"}, "a@other.example", True),
        ({"Reply-To": "noreply@kunde.example, b@kunde.example"}, "b@kunde.example", False),
        ({"Reply-To": "support@nordlicht.example"}, "petra@kunde.example", False),
        ({"From": "noreply@kunde.example", "Reply-To": "p@kunde.example"}, "p@kunde.example", False),
        ({"Sender": "secretary@kunde.example"}, "petra@kunde.example", False),
        ({"Resent-From": "x@y.example", "Errors-To": "e@y.example"}, "petra@kunde.example", False),
    ],
)
def test_the_first_mailbox_that_takes_answers(fields: dict[str, str | None], address: str, diverted: bool) -> None:
    """Reply-To, then From; never Sender, Resent-From or Errors-To (docs/silence.md)."""
    answer = asked(mail(fields=fields))
    assert answer.customer is not None
    assert (answer.customer.address, answer.diverted, answer.way) == (address, diverted, WayIn.DIRECT)


@pytest.mark.parametrize("value", [None, "undisclosed:;", "not an address", "a@x.example, b@y.example"])
def test_nobody_is_answered_where_from_is_no_one(value: str | None) -> None:
    """N25: From missing, a group only, unparsable, or several mailboxes without Sender."""
    assert asked(mail(fields={"From": value})).customer is None


@pytest.mark.parametrize(
    "local",
    [
        "noreply",
        "no-reply",
        "no_reply",
        "NoReply",
        "do-not-reply",
        "donotreply",
        "shop-noreply",
        "noreply7",
        "nicht-antworten",
    ],
)
def test_an_address_that_takes_no_answers_is_known(local: str) -> None:
    """N17: nobody reads there."""
    assert not asked(mail(fields={"From": f"{local}@kunde.example"})).replyable


@pytest.mark.parametrize("local", ["elinoreply", "casino.reply", "reply", "norbert.eply", "noor.eply"])
def test_a_name_is_not_taken_for_one(local: str) -> None:
    """N17: whole words only."""
    assert asked(mail(fields={"From": f"{local}@kunde.example"})).replyable


def test_a_forms_customer_is_in_reply_to() -> None:
    """A form of ours is a known way in; without Reply-To there is nobody to answer."""
    form = {"From": "www@nordlicht.example", "Reply-To": "Petra <petra@kunde.example>"}
    answer = asked(mail(fields=form))
    assert answer == Addressee(customer=answer.customer, way=WayIn.FORM)
    assert answer.customer is not None
    assert (answer.customer.address, answer.customer.name) == ("petra@kunde.example", "Petra")
    assert asked(mail(fields={"From": "www@nordlicht.example"})).customer is None


def test_a_form_by_rule_is_a_known_way_only_when_trusted() -> None:
    """`customer = "reply-to"` names the customer; only `trusted` takes away the signs of a spoof."""
    form = mail(fields={"From": "web@nordlicht.example", "Reply-To": "petra@kunde.example"})
    assert asked(form, form_by_rule=True).way is WayIn.DIRECT
    assert asked(form, form_by_rule=True).customer == asked(form).customer
    assert asked(form, form_by_rule=True, trusted_by_rule=True).way is WayIn.FORM


@pytest.mark.parametrize(
    "list_id", ["Help <help.nordlicht.example>", "<HELP.nordlicht.example>", "<team.lists.example>"]
)
def test_our_own_list_is_a_known_way(list_id: str) -> None:
    """N8: a support address that is a list; the author may stand in X-Original-From."""
    listed = {"List-Id": list_id, "From": "support@nordlicht.example", "X-Original-From": "Petra <petra@kunde.example>"}
    answer = asked(mail(fields=listed))
    assert answer.way is WayIn.LIST
    assert answer.customer is not None
    assert answer.customer.address == "petra@kunde.example"


@pytest.mark.parametrize(
    "top",
    [
        "Return-Path: <SRS0=x=y=kunde.example=petra@mx.alumni.example>\n",
        "Resent-From: someone@alumni.example\n",
        "X-Forwarded-For: old@brand.example support@nordlicht.example\n",
        "Delivered-To: old+tag@brand.example\n",
    ],
)
def test_a_trusted_forwarder_is_a_known_way(top: str) -> None:
    """By the envelope, by Resent-From, or by where it was delivered before."""
    assert asked(mail(top=top)).way is WayIn.FORWARDER


@pytest.mark.parametrize("top", ["Return-Path: <x@notalumni.example>\n", "Delivered-To: new@brand.example\n", ""])
def test_others_are_not(top: str) -> None:
    """A domain that only ends alike, another address of the same domain, and To are no way in."""
    assert asked(mail(fields={"To": "old@brand.example"}, top=top)).way is WayIn.DIRECT
