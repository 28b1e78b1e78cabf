"""A customer writes for the first time."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from tests.dialogs.desk import Desk
from tests.dialogs.mails import write

if TYPE_CHECKING:
    from tests.conftest import Mailbox


def test_a_first_mail_is_acknowledged_in_its_thread_with_the_time_that_the_queue_shows(desk: Desk) -> None:
    """The customer is told exactly the time by which the agents' queue says a person must answer."""
    kim = desk.customer("Kim Lee")
    mail = kim.writes("My heating is cold", "Hello, the heating does not work since this morning. Kim")

    letter = kim.receives()

    assert letter.answers(mail)
    assert letter.automatic
    assert letter.subject.startswith("Re: My heating is cold [")
    [thread] = desk.queue()
    assert thread["customer"] == kim.address
    assert thread["promised"]
    assert letter.promised == desk.spoken(thread["due"])


def test_a_customers_mail_stays_unread_and_the_copy_of_our_letter_is_filed_with_the_sent_mail(desk: Desk) -> None:
    r"""We never touch a customer's \Seen; its own journal copy is marked read and filed."""
    kim = desk.customer()
    kim.writes("A question")
    letter = kim.receives()
    desk.wait_for_a_look()

    [mail] = desk.folder_holds("INBOX")
    assert "\\Seen" not in mail.flags
    [copy] = desk.folder_holds("Sent")
    assert "\\Seen" in copy.flags
    assert letter.message_id.encode() in copy.octets


def test_a_german_customer_is_answered_in_german(desk: Desk) -> None:
    """The letter is in the customer's language, with the same time that the queue shows."""
    petra = desk.customer("Petra Kranz")
    mail = petra.writes(
        "Rechnung Oktober", "Guten Tag, auf der Rechnung fehlt die Bestellnummer. Können Sie das bitte ändern? Danke!"
    )

    letter = petra.receives()

    assert letter.answers(mail)
    assert letter.says("Ihre E-Mail ist da", "Ein Mensch antwortet Ihnen bis", "Uhr")
    assert desk.thread("Rechnung Oktober")["language"] == "de"


def test_a_customer_who_forgot_the_attachment_gets_one_letter(desk: Desk) -> None:
    """Two mails of a customer within a minute are one conversation, and one promise (T5)."""
    kim = desk.customer()
    kim.writes("My order 4711", "The lamp is broken, see the picture.")
    kim.receives()
    kim.writes("Forgot the picture", "Here it is.")
    desk.wait_for_mails(2)

    [thread] = desk.queue()
    assert thread["mails"] == 2
    assert kim.has_received() == 1


def test_a_mail_to_a_plus_tag_of_the_inbox_is_acknowledged(desk: Desk) -> None:
    """support+orders@ is the inbox as well as support@ is (N26)."""
    kim = desk.customer()
    local, _, domain = desk.address.partition("@")
    tagged = f"{local}+orders@{domain}"
    mail = kim.writes("Order 12", to=tagged, delivered_to=tagged)

    letter = kim.receives()

    assert letter.answers(mail)


def test_a_mail_to_two_inboxes_gets_one_letter(closed_desk: Desk, new_mailbox: Callable[..., Mailbox]) -> None:
    """Who writes to support@ and billing@ at once hears one time, not two (T8)."""
    billing = new_mailbox("billing")
    desk = closed_desk
    password = desk.folder / "billing.password"
    password.write_text(billing.password, "utf-8")
    password.chmod(0o600)
    main = desk.rules.partition("[account.main]\n")[2].partition("[[promise")[0]
    second = main.replace(desk.address, billing.address).replace(str(desk.folder / "password"), str(password))
    desk.add_rules(
        f'[inbox.billing]\naddress = "{billing.address}"\naccount = "billing"\nlook_every = "1s"\n'
        f"[account.billing]\n{second}"
    ).start()
    kim = desk.customer()

    both = f"{desk.address}, {billing.address}"
    kim.writes("Where is my parcel", to=both, delivered_to=[desk.address, billing.address])
    kim.receives()
    desk.wait_until(lambda: len(desk.queue()) == 2, "the mail in both inboxes")

    letters = [letter for thread in desk.queue() for letter in desk.explain(thread["id"])["letters"]]
    assert len(letters) == 1
    assert kim.has_received() == 1


def test_a_contact_form_is_answered_to_the_customer_in_reply_to(closed_desk: Desk) -> None:
    """Our web form writes for the customer: the letter goes to the customer, not to the form."""
    desk = closed_desk
    form = "form@website.test"
    desk.rewrite('look_every = "1s"', f'look_every = "1s"\nforms = ["{form}"]').start()
    kim = desk.customer("Kim Lee")

    mail = kim.writes("Contact form", "My heating is cold.", sender=form, headers={"Reply-To": kim.address})

    letter = kim.receives()
    assert letter.answers(mail)
    assert desk.thread("Contact form")["customer"] == kim.address
    assert desk.sink.to(form) == []


def test_the_first_start_on_a_full_mailbox_writes_to_nobody(closed_desk: Desk) -> None:
    """What was in the mailbox before triaged gets no letter; the first mail after that does (N30)."""
    desk = closed_desk
    old = [desk.customer(f"Old{n}") for n in range(12)]
    for customer in old:
        mail = write(sender=customer.address, to=desk.address, subject="From before", text="Please call me.")
        desk.dovecot.deliver(desk.address, mail.octets, sender=customer.address)

    desk.start()
    kim = desk.customer()
    mail = kim.writes("The first new one")

    assert kim.receives().answers(mail)
    assert [customer.has_received() for customer in old] == [0] * 12
    assert len(desk.queue()) == 1
