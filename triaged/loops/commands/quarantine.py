"""triaged quarantine: mail that could not be handled."""

from triaged.loops.commands.request import Request, number
from triaged.model.tx import Tx
from triaged.report.json import Json
from triaged.report.shown import quarantined_json


def quarantine_list(tx: Tx, request: Request) -> Json:
    """Mail that could not be handled."""
    return {"quarantined": [quarantined_json(item) for item in tx.quarantined()]}


def quarantine_retry(tx: Tx, request: Request) -> Json:
    """Try one again at the next poll."""
    item = tx.retry_quarantined(number(request))
    return {"done": f"UID {item.uid} of {item.inbox} will be tried again"}


def quarantine_drop(tx: Tx, request: Request) -> Json:
    """Forget one (the mail itself stays where it is)."""
    item = tx.drop_quarantined(number(request))
    return {"done": f"UID {item.uid} of {item.inbox} dropped from quarantine; the mail is still in {item.folder}"}
