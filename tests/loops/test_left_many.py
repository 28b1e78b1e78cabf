"""Many mails leave their folder at once, or nobody looks for a while: nothing is concluded in haste."""

from __future__ import annotations

import pytest

from tests.loops.left_desk import DELETED, SURE, Desk, desk, mail, new_desk
from triaged.errors import ServerUnreachable
from triaged.loops.left import LOOK_EVERY, MOST_SEARCHES
from triaged.model.stored import Whereabouts
from triaged.model.thread import Turn
from triaged.rules.left import MOST

__all__ = ["desk", "new_desk"]


async def test_many_at_once_close_nothing_and_people_hear_of_it(desk: Desk) -> None:
    """A restored backup or a big tidying: one finding in status for a day; what is left is watched on."""
    numbers = range(1, MOST + 4)
    await desk.reads(*numbers)
    for number in numbers[1:]:
        desk.moves(number, target="Junk")
    await desk.is_sure()
    await desk.is_sure()

    assert {desk.thread(number).turn for number in numbers} == {Turn.OURS}
    assert desk.wrong() == [f"inbox support: {len(numbers) - 1} mails left INBOX at once: nothing was closed"]
    desk.moves(1, target="Junk")
    await desk.is_sure()
    assert desk.thread(1).turn is Turn.NOBODY
    desk.clock.passes(days=1)
    await desk.looks()
    assert desk.wrong() == []


async def test_many_that_are_back_at_the_second_look_were_never_gone(desk: Desk) -> None:
    """An answer of the server that was cut short: nobody hears of it, and every mail is watched on."""
    numbers = range(1, MOST + 4)
    await desk.reads(*numbers)
    box = desk.mailbox.boxes["INBOX"]
    whole = dict(box.mails)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(box, "mails", {})
        patched.setattr(box, "uids", [])
        await desk.looks()
    assert box.mails == whole
    desk.clock.now += SURE
    await desk.looks()
    assert desk.wrong() == []
    assert {lies for number in numbers for lies in desk.lies(number)} == {Whereabouts.WATCHED}


async def test_many_that_go_one_by_one_are_many_at_once(desk: Desk) -> None:
    """While so many are missed nobody is sure of any: the first ones are not closed before the last ones are missed."""
    numbers = range(1, MOST + 4)
    await desk.reads(*numbers)
    for number in numbers:
        desk.moves(number, target="Junk")
        if number in {5, 15}:
            await desk.looks()
            desk.clock.passes(seconds=4)
    await desk.is_sure()
    await desk.is_sure()
    assert {desk.thread(number).turn for number in numbers} == {Turn.OURS}
    assert len(desk.wrong()) == 1


async def test_many_answered_mails_tidied_away_are_no_news(desk: Desk) -> None:
    """That is what people do in the evening."""
    numbers = range(1, MOST + 4)
    await desk.reads(*numbers)
    desk.clock.passes(minutes=10)
    for number in numbers:
        desk.answers(number)
    await desk.looks()
    for number in numbers:
        desk.moves(number, target="Junk")
    await desk.is_sure()
    assert {desk.thread(number).turn for number in numbers} == {Turn.THEIRS}
    assert desk.wrong() == []


async def test_a_folder_that_is_renumbered_closes_nothing(desk: Desk) -> None:
    """Every number is gone, no mail is: they are known by their new numbers (I1), and watched on."""
    await desk.reads(1, 2)
    desk.mailbox.renumber("INBOX")
    await desk.is_sure()
    assert {desk.thread(number).turn for number in (1, 2)} == {Turn.OURS}
    assert [desk.thread(number).asks for number in (1, 2)] == ["", ""]

    desk.moves(1, target="Junk")
    await desk.is_sure()
    assert [desk.thread(number).turn for number in (1, 2)] == [Turn.NOBODY, Turn.OURS]


async def test_what_left_while_nobody_looked_is_seen(desk: Desk) -> None:
    """The daemon was down: its first looks find what is gone."""
    await desk.reads(1)
    desk.moves(1, target="Junk")
    desk.clock.passes(hours=3)
    desk.starts()
    await desk.is_sure()
    assert desk.thread(1).turn is Turn.NOBODY


async def test_a_connection_that_breaks_on_the_way_loses_nothing(desk: Desk) -> None:
    """Nothing is half written; the next connection finds it."""
    await desk.reads(1)
    desk.moves(1, target="Trash")
    await desk.looks()
    desk.clock.now += SURE
    left = 2

    def breaks(step: str) -> None:
        nonlocal left
        left -= step == "list"
        if left <= 0:
            raise ServerUnreachable("the mailbox: broken")

    desk.poll._folders = None
    desk.mailbox.trouble = breaks
    with pytest.raises(ServerUnreachable):
        await desk.looks()
    await desk.poll.recover()
    assert (desk.thread(1).asks, desk.lies(1)) == ("", [Whereabouts.WATCHED])

    desk.mailbox.trouble = lambda _: None
    await desk.looks()
    assert desk.thread(1).asks == DELETED


async def test_the_server_is_asked_only_when_something_can_have_left(desk: Desk) -> None:
    """Rounds without news cost no look; mail that comes is not mail that left; a minute later it is looked anyway."""
    await desk.reads(1, 2)
    looks = 0
    present = desk.poll.inbox.present

    async def counted(uids: tuple[int, ...]) -> frozenset[int]:
        nonlocal looks
        looks += 1
        return await present(uids)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(desk.poll.inbox, "present", counted)
        await desk.looks()
        desk.mailbox.put(mail(3))
        desk.clock.passes(seconds=20)
        await desk.looks()
        assert looks == 0
        desk.mailbox.put(mail(4))
        desk.moves(1, target="Junk")
        await desk.looks()
        assert looks == 1, "one came and one went: the number of mails is the same"
        desk.clock.now += LOOK_EVERY
        await desk.looks()
        assert looks == 2


async def test_looking_for_many_in_many_folders_takes_several_rounds_and_gives_signs_of_life(desk: Desk) -> None:
    """New mail waits meanwhile: a round asks so often and no more, and who asks long is not taken for stuck."""
    for number in range(60):
        desk.mailbox.create(f"Year {number}")
    numbers = range(1, 8)
    await desk.reads(*numbers)
    for number in numbers:
        desk.moves(number)
    await desk.looks()
    desk.clock.now += SURE
    searches, beats = list[str](), list[str]()
    search = desk.poll.inbox.search_id

    async def counted(message_id: str) -> tuple[int, ...]:
        searches.append(message_id)
        return await search(message_id)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(desk.poll.inbox, "search_id", counted)
        patched.setattr(desk.poll.health, "beat", beats.append)
        await desk.looks()
        assert 0 < len(searches) <= MOST_SEARCHES
        assert len(beats) >= len(searches)
        assert {desk.thread(number).asks for number in numbers} == {DELETED, ""}
        for _ in numbers:
            await desk.looks()
    assert {desk.thread(number).asks for number in numbers} == {DELETED}
