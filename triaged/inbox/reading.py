"""Which FETCH to send, and what its answers say: headlines, whole mails, and large mails in part."""

import re
from collections.abc import Callable, Iterable, Iterator

from triaged.inbox import limits
from triaged.inbox.answers import Malformed, Piece, Value, fetched, moment, number, octets
from triaged.inbox.arguments import uid_set
from triaged.inbox.structure import leaves, text_leaf
from triaged.model.mail import FetchedPart, FolderState, Headline, RawMessage

_FIELDS = "X-TRIAGED MESSAGE-ID IN-REPLY-TO REFERENCES FROM TO CC DATE SUBJECT AUTO-SUBMITTED"
HEADLINE = f"(UID RFC822.SIZE INTERNALDATE FLAGS BODY.PEEK[HEADER.FIELDS ({_FIELDS})]<0.{limits.FIELDS}>)"
WHOLE = f"(UID BODY.PEEK[]<0.{limits.LIE}>)"
LARGE = f"(UID BODYSTRUCTURE BODY.PEEK[HEADER]<0.{limits.HEADER}>)"

_MARK = re.compile(rb"^x-triaged:[ \t]*([!-~]+)[ \t]*\r?$", re.MULTILINE | re.IGNORECASE)
_OWN_ID = re.compile(rb"^message-id:((?:.*\r?\n)(?:[ \t].*\r?\n)*)", re.MULTILINE | re.IGNORECASE)

Fetch = Callable[[str, str], list[Piece | None]]
"""Sends UID FETCH with a set and the items, and gives imaplib's data."""
Items = dict[bytes, Value]


def headlines(fetch: Fetch, state: FolderState, uids: tuple[int, ...]) -> dict[int, Headline]:
    """The headlines of those that the server still knows. Raises Malformed."""
    found = {}
    for start in range(0, len(uids), limits.BATCH_HEADLINES):
        batch = uids[start : start + limits.BATCH_HEADLINES]
        answers = fetched(fetch(uid_set(batch), HEADLINE))
        for uid in batch:
            headline = _headline(state, uid, answers.get(uid, {}))
            if headline is not None:
                found[uid] = headline
    return found


def _headline(state: FolderState, uid: int, items: Items) -> Headline | None:
    fields = octets(_body(items, b"BODY[HEADER.FIELDS"))
    if fields is None or b"RFC822.SIZE" not in items:
        return None
    mark = _MARK.search(fields)
    return Headline(
        folder=state.name,
        uidvalidity=state.uidvalidity,
        uid=uid,
        size=number(items[b"RFC822.SIZE"]),
        received=moment(items.get(b"INTERNALDATE")),
        flags=_flags(items.get(b"FLAGS")),
        mark=mark[1].decode("ascii") if mark else "",
        fields=fields,
    )


def bears(headline: Headline, bare: str) -> bool:
    """Whether the mail's own Message-ID is this one, written without <>."""
    found = _OWN_ID.search(headline.fields)
    return found is not None and bare.encode() in re.split(rb"[\s<>]+", found[1])


def _flags(value: Value) -> frozenset[str]:
    if not isinstance(value, list):
        raise Malformed("FLAGS that are no list")
    return frozenset(flag.decode("ascii", "replace") for flag in value if isinstance(flag, bytes))


def _body(items: Items, beginning: bytes) -> Value:
    """The body section whose name begins so; servers echo the section with and without <0>, quoted or not."""
    return next((value for name, value in items.items() if name.startswith(beginning)), None)


def mails(fetch: Fetch, inbox: str, wanted: tuple[Headline, ...]) -> dict[int, RawMessage]:
    """The mails of those headlines that the server still gives out. Raises Malformed."""
    found: dict[int, RawMessage] = {}
    large = [headline for headline in wanted if headline.size >= limits.WHOLE]
    for batch in _batches(headline for headline in wanted if headline.size < limits.WHOLE):
        answers = fetched(fetch(uid_set(tuple(headline.uid for headline in batch)), WHOLE))
        for headline in batch:
            body = octets(_body(answers.get(headline.uid, {}), b"BODY[]"))
            if body is None:
                continue
            if len(body) >= limits.LIE:
                large.append(headline)  # RFC822.SIZE lied (I11)
            else:
                found[headline.uid] = _raw(inbox, headline, body)
    found.update(_large(fetch, inbox, large))
    return found


def _batches(small: Iterable[Headline]) -> Iterator[list[Headline]]:
    batch: list[Headline] = []
    total = 0
    for headline in small:
        if batch and (len(batch) == limits.BATCH_MAILS or total + headline.size > limits.BATCH_OCTETS):
            yield batch
            batch, total = [], 0
        batch.append(headline)
        total += headline.size
    if batch:
        yield batch


def _large(fetch: Fetch, inbox: str, wanted: list[Headline]) -> dict[int, RawMessage]:
    """Header block and outline of a batch, then the first text parts, one FETCH for all that have it in one place."""
    outlined = {}
    by_section: dict[str, list[int]] = {}
    for start in range(0, len(wanted), limits.BATCH_MAILS):
        batch = wanted[start : start + limits.BATCH_MAILS]
        answers = fetched(fetch(uid_set(tuple(headline.uid for headline in batch)), LARGE))
        for headline in batch:
            items = answers.get(headline.uid, {})
            header = octets(_body(items, b"BODY[HEADER]"))
            if header is None or b"BODYSTRUCTURE" not in items:
                continue
            parts = leaves(items[b"BODYSTRUCTURE"])
            text = text_leaf(parts)
            outlined[headline.uid] = (headline, header, parts, text)
            if text is not None:
                by_section.setdefault(text.section, []).append(headline.uid)
    texts = _texts(fetch, by_section)
    found = {}
    for uid, (headline, header, parts, text) in outlined.items():
        part = None
        if text is not None:
            if uid not in texts:
                continue
            part = FetchedPart(
                content_type=text.content_type, charset=text.charset, encoding=text.encoding, octets=texts[uid]
            )
        found[uid] = RawMessage(
            inbox=inbox,
            folder=headline.folder,
            uidvalidity=headline.uidvalidity,
            uid=uid,
            received=headline.received,
            size=headline.size,
            octets=header,
            flags=headline.flags,
            whole=False,
            text=part,
            outline=tuple(leaf.outline for leaf in parts),
        )
    return found


def _texts(fetch: Fetch, by_section: dict[str, list[int]]) -> dict[int, bytes]:
    texts = {}
    for section, uids in by_section.items():
        for start in range(0, len(uids), limits.BATCH_MAILS):
            batch = tuple(uids[start : start + limits.BATCH_MAILS])
            answers = fetched(fetch(uid_set(batch), f"(UID BODY.PEEK[{section}]<0.{limits.TEXT}>)"))
            for uid in batch:
                text = octets(_body(answers.get(uid, {}), f"BODY[{section}]".encode()))
                if text is not None:
                    texts[uid] = text
    return texts


def _raw(inbox: str, headline: Headline, body: bytes) -> RawMessage:
    return RawMessage(
        inbox=inbox,
        folder=headline.folder,
        uidvalidity=headline.uidvalidity,
        uid=headline.uid,
        received=headline.received,
        size=headline.size,
        octets=body,
        flags=headline.flags,
    )
