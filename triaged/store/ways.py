"""By which way letters leave that wait: all of an inbox, or of an account, at once."""

from sqlalchemy import and_, bindparam, case, select, update

from triaged.model.letter import LetterKind
from triaged.store import tables as t
from triaged.store.rows import clean
from triaged.store.run import Runner, word

_letter = t.letter.c
_OF = and_(_letter.inbox == bindparam("of_inbox"), _letter.account == bindparam("of_account"))
_WAITS = and_(_letter.state.in_([word("held"), word("ready"), word("in doubt")]), t.UNFINISHED)
_READY = and_(_letter.state == word("ready"), t.UNFINISHED)
_AUTOMATIC = _letter.kind.in_(
    [word(kind.value) for kind in (LetterKind.ACKNOWLEDGEMENT, LetterKind.RENEWAL, LetterKind.INCIDENT)]
)
WAYS = select(_letter.inbox, _letter.account).where(_WAITS).distinct().order_by(_letter.inbox, _letter.account)
CHANGE_WAY = update(t.letter).where(_OF, _WAITS)
CHANGE_WAY = CHANGE_WAY.values(
    account=bindparam("to", type_=_letter.account.type),
    sender=bindparam("from_", type_=_letter.sender.type),
    journal=case(
        (_letter.state == word("in doubt"), _letter.journal), else_=bindparam("copy", type_=_letter.journal.type)
    ),
)
HOLD = update(t.letter).values(state=word("held"), reason=bindparam("why", type_=_letter.reason.type))
HOLD_ACCOUNT = HOLD.where(_OF, _READY)
HOLD_INBOX = HOLD.where(_letter.inbox == bindparam("of_inbox"), _AUTOMATIC, _letter.resends == 0, _READY)


class WayQueries:
    """Part of Transaction: see triaged.model.tx.WayTx for what each method promises."""

    _run: Runner

    def ways(self) -> tuple[tuple[str, str], ...]:
        """Inbox and account of letters that wait or are in doubt, each pair once."""
        return tuple((row[0], row[1]) for row in self._run.all(WAYS))

    def change_way(self, inbox: str, account: str, *, to: str, sender: str, journal: str) -> None:
        """They leave by another account, with its envelope. One in doubt keeps the address its copy went to."""
        self._run.count(CHANGE_WAY, of_inbox=inbox, of_account=account, to=to, from_=sender, copy=journal)

    def hold_account(self, inbox: str, account: str, why: str) -> None:
        """Ready → held, all of the inbox that would leave by this account."""
        self._run.count(HOLD_ACCOUNT, of_inbox=inbox, of_account=account, why=clean(why))

    def hold_inbox(self, inbox: str, why: str) -> None:
        """Ready → held: automatic letters of the inbox to customers, but for those that may have left already."""
        self._run.count(HOLD_INBOX, of_inbox=inbox, why=clean(why))
