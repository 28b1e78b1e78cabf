"""What a notice says of a burst: how it stands when the notice is written."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence

from triaged.decide.alike import by_condition, not_kept
from triaged.decide.burst import FEWEST, belongs
from triaged.decide.likeness import words_behind
from triaged.loops.alike import told
from triaged.model.burst import Burst, Like
from triaged.model.notice import Bursting
from triaged.model.stored import Notice
from triaged.model.thread import Thread
from triaged.model.tx import Tx
from triaged.policy.shape import Policy, PreparedIncident

BURST = "burst"
"""What a notice is about that tells of one. The notice's text is its number."""
WORDS = 5
EXAMPLES = 3
MOST_OF_ONE = 2_000
ASKED_OF = 50
"""So many threads of a burst are held against the prepared incidents."""


def bursting(tx: Tx, notice: Notice, policy: Policy) -> Bursting | None:
    """None once hardly anybody waits who is not cared for: the incident was opened, the mails were put away."""
    burst = tx.burst(int(notice.text)) if notice.text.isdecimal() else None
    if burst is None:
        return None
    of = members(tx, burst)
    customers = len({like.customer for like in of})
    if customers < FEWEST:
        return None
    threads = threads_of(tx, of[:ASKED_OF])
    shared = Counter(word for like in of for word in like.numbers)
    core = burst.core.union(word for word, count in shared.items() if 2 * count >= len(of))
    texts = [f"{thread.subject} {told(tx, thread).text}" for thread in threads]
    examples = threads_of(tx, _clearest(of, burst.core))
    prepared = prepared_for(tx, threads, policy)
    return Bursting(
        customers=customers,
        since=of[0].at,
        words=words_behind(core, texts, most=WORDS),
        references=tuple(thread.reference for thread in examples),
        languages=policy.company.languages,
        key=prepared.key if prepared else "",
        name=prepared.name if prepared else {},
        grown=burst.grown_at is not None,
    )


def prepared_for(tx: Tx, threads: Iterable[Thread], policy: Policy) -> PreparedIncident | None:
    """The prepared incident that fits most of the threads, if it fits half of them."""
    written = [told(tx, thread) for thread in threads]
    best, most = None, 0
    for entry in policy.incidents.values():
        count = 0 if not_kept(entry.like) else len(by_condition(written, entry.like, policy))
        if count > most and 2 * count >= len(written):
            best, most = entry, count
    return best


def members(tx: Tx, burst: Burst) -> tuple[Like, ...]:
    """Threads that belong to the burst and that nobody put elsewhere since, oldest first."""
    return tuple(
        like for like in tx.likes(burst.inbox, burst.since, limit=MOST_OF_ONE) if belongs(like.numbers, burst.core)
    )


def threads_of(tx: Tx, likes: Iterable[Like]) -> tuple[Thread, ...]:
    """Their threads."""
    return tuple(thread for like in likes if (thread := tx.thread(like.thread_id)) is not None)


def _clearest(of: Sequence[Like], core: Collection[int]) -> list[Like]:
    """Those that share most words with the others."""
    return sorted(of, key=lambda like: (-len(like.numbers.intersection(core)), like.at))[:EXAMPLES]
