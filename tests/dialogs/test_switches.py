"""People decide what may leave: modes, pauses, limits, and changed rules."""

from __future__ import annotations

import signal

from tests.dialogs.desk import Desk


def test_in_hold_mode_a_person_releases_each_letter(closed_desk: Desk) -> None:
    """Nothing leaves by itself; `hold release` sends one letter, `hold drop` another never."""
    desk = closed_desk.rewrite("[letters]", '[letters]\nsend = "hold"').start()
    kim, lee = desk.customer("Kim Lee"), desk.customer("Lee Min")
    mail = kim.writes("The heating")
    lee.writes("The boiler")
    to_kim = desk.thread("The heating").wait_for_letter("held")
    to_lee = desk.thread("The boiler").wait_for_letter("held")
    assert "releases every letter" in desk.triaged("hold", "list").stdout

    desk.triaged("hold", "drop", str(to_lee["letter"]))
    desk.triaged("hold", "release", str(to_kim["letter"]))

    assert kim.receives().answers(mail)
    desk.thread("The boiler").wait_for_letter("cancelled")
    assert lee.has_received() == 0


def test_in_drafts_mode_a_person_sends_the_letter_from_drafts(closed_desk: Desk) -> None:
    """The letter lies in Drafts, once; who sends it from there has told the customer."""
    desk = closed_desk.rewrite("[letters]", '[letters]\nsend = "drafts"').start()
    kim = desk.customer()
    kim.writes("The heating")
    thread = desk.thread("The heating")

    [draft] = desk.dovecot.wait_for_messages(desk.address, 1, folder="Drafts")
    assert "\\Draft" in draft.flags
    desk.wait_for_a_look()
    assert len(desk.folder_holds("Drafts")) == 1
    assert kim.has_received() == 0

    desk.postfix.send(desk.address, kim.address, draft.octets)
    with desk.dovecot.imap(desk.address) as program:
        program.select("Drafts")
        program.uid("COPY", "1", "Sent")
        program.uid("STORE", "1", "+FLAGS", "(\\Deleted)")
        program.expunge()

    assert kim.receives().promised == desk.spoken(thread["due"])
    thread.wait_for_letter("sent")


def test_switched_off_triaged_sorts_and_keeps_silent(closed_desk: Desk) -> None:
    """`letters.send = "off"`: mail stands in the queue with a target that nobody was told, and no letter is written."""
    desk = closed_desk.rewrite("[letters]", '[letters]\nsend = "off"').start()
    kim = desk.customer()
    kim.writes("The heating")

    thread = desk.thread("The heating")

    assert thread.letters == []
    assert "mode" in thread.rows
    assert thread["due"]
    assert thread["promised"] is False


def test_a_pause_stops_every_letter_and_resume_sends_them(desk: Desk) -> None:
    """While paused mail is read and sorted and nothing leaves; afterwards what waited goes out."""
    kim = desk.customer()
    desk.triaged("pause")
    mail = kim.writes("The heating")
    thread = desk.thread("The heating")
    desk.wait_for_a_look()
    assert kim.has_received() == 0
    status = desk.triaged("status", check=False)
    assert status.returncode == 1
    assert "paused" in status.stdout

    desk.triaged("resume")

    assert kim.receives().answers(mail)
    thread.wait_for_letter("sent")
    assert desk.triaged("status", check=False).returncode == 0


def test_a_flood_opens_the_breaker_and_a_person_closes_it(closed_desk: Desk) -> None:
    """Too many letters in an hour: the rest is held, status says broken, until `breaker reset` and a release."""
    desk = closed_desk.add_rules('[limits]\ninbox = "2 an hour"\ndomain = "1000 an hour"\n').start()
    crowd = [desk.customer(f"Stranger{n}") for n in range(4)]
    for number, stranger in enumerate(crowd):
        stranger.writes(f"Question {number}")
        desk.wait_for_mails(number + 1)

    assert [desk.thread(f"Question {n}").letter["state"] in {"ready", "sending", "sent"} for n in range(2)] == [
        True
    ] * 2
    assert [desk.thread(f"Question {n}").letter["state"] for n in (2, 3)] == ["held", "held"]
    status = desk.triaged("status", check=False)
    assert status.returncode == 2
    assert "breaker open" in status.stdout

    desk.triaged("breaker", "reset")
    desk.triaged("hold", "release", "--all")

    assert all(stranger.receives().automatic for stranger in crowd)
    desk.wait_until(lambda: desk.command("status")["status"] == 0, "all is well")


def test_letters_that_wait_follow_changed_rules(desk: Desk) -> None:
    """Written while letters left by themselves, and not gone yet: once a person releases each, this one waits, too."""
    kim = desk.customer()
    desk.triaged("pause")
    mail = kim.writes("The heating")
    thread = desk.thread("The heating")
    waiting = thread.wait_for_letter("ready")

    desk.rewrite("[letters]", '[letters]\nsend = "hold"')
    desk.reload()
    thread.wait_for_letter("held")
    desk.triaged("resume")
    desk.wait_for_a_look()
    assert kim.has_received() == 0

    desk.triaged("hold", "release", str(waiting["letter"]))
    assert kim.receives().answers(mail)


def test_a_bad_rules_toml_is_refused_and_the_old_one_goes_on(desk: Desk) -> None:
    """SIGHUP with a mistake in the file: the daemon says what is wrong and works on by the old rules."""
    policy = desk.command("status")["policy"]
    good = desk.rules
    desk.rewrite('reply = "4h"', 'reply = "4 parsecs"')
    desk.reload()
    desk.wait_for_log("refused, the old one goes on")
    assert "4 parsecs" in desk.log()
    kim = desk.customer()
    mail = kim.writes("The heating")

    assert kim.receives().answers(mail)
    assert desk.command("status")["policy"] == policy

    desk.rules = good
    desk.rewrite('reply = "4h"', 'reply = "24h"')
    desk.reload()
    desk.wait_until(lambda: desk.command("status").get("policy", policy) != policy, "the new rules")
    lee = desk.customer("Lee Min")
    lee.writes("The boiler")
    letter = lee.receives()
    assert letter.promised == desk.spoken(desk.thread("The boiler")["due"])
    assert desk.thread("The boiler")["due"] > desk.thread("The heating")["due"]


def test_the_daemon_stops_when_asked(desk: Desk) -> None:
    """SIGTERM ends it with status 0, and the command line says that no daemon runs."""
    assert desk.end(signal.SIGTERM) == 0

    status = desk.triaged("status", check=False)

    assert status.returncode == 2
    assert "no daemon is running" in status.stdout
