"""Conditions as they are written become conditions as they are asked."""

from triaged.policy.shape import When
from triaged.policy.tables.judging import WhenKeys, WhenTable


def condition(table: WhenTable | None) -> When:
    """The condition; what is not written fits every mail."""
    if table is None:
        return When()
    return _keys(table, None if table.not_ is None else _keys(table.not_, None))


def _keys(table: WhenKeys, turned: When | None) -> When:
    return When(
        inbox=frozenset(table.inbox or ()),
        from_=tuple(table.from_ or ()),
        to=tuple(table.to or ()),
        subject=tuple(table.subject or ()),
        text=tuple(table.text or ()),
        header=tuple(table.header or ()),
        attachment=tuple(table.attachment or ()),
        larger_than=table.larger_than or 0,
        customer=frozenset(table.customer or ()),
        language=frozenset(table.language or ()),
        urgency=frozenset(table.urgency or ()),
        team=frozenset(table.team or ()),
        topic=frozenset(table.topic or ()),
        tone=frozenset(table.tone or ()),
        not_=turned,
    )
