"""May the letter name the help articles that answer the mail?"""

from triaged.model.article import Offer
from triaged.model.decision import Place
from triaged.model.thread import Tone, Triage, Urgency


def shown(found: tuple[Offer, ...], *, where: Place, triage: Triage, incident: bool) -> tuple[Offer, ...]:
    """Those that it names: once in a conversation; never where it burns, about an incident, or to who is upset."""
    first = where.thread_id is None and where.linked is None
    calm = triage.tone is not Tone.UPSET and triage.urgency is not Urgency.CRITICAL and not incident
    return found if first and calm else ()
