"""Which mails are read together, and which alone because the program died while it read them?

A mail is marked before it is parsed. What was marked when the program died is first tried in a process of its own and
then read together again (perhaps the power failed). Died twice over, each is read alone, so that the one that kills is
found and the others are not blamed; died three times, it goes into quarantine (N34).
"""

from collections.abc import Iterator, Mapping

BATCH = 50
MOST_TRIES = 3


def batches(uids: tuple[int, ...], tries: Mapping[int, int]) -> Iterator[tuple[int, ...]]:
    """`uids` in order, up to `BATCH` at a time; those with two tries or more behind them alone."""
    together: list[int] = []
    for uid in uids:
        alone = tries.get(uid, 0) > 1
        if together and (alone or len(together) == BATCH):
            yield tuple(together)
            together = []
        if alone:
            yield (uid,)
        else:
            together.append(uid)
    if together:
        yield tuple(together)
