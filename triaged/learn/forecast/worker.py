"""`python -m triaged.learn.forecast.worker`: learns a team's forecast in a process of its own.

Reads one JSON object from standard input (`Lore.as_json`) and writes the forecast's text. It opens nothing else: no
store, no network, no file.
"""

import sys

import numpy as np

from triaged.errors import ConfigurationError
from triaged.learn.forecast.clock import HOUR, WorkClock
from triaged.learn.forecast.past import Past
from triaged.learn.forecast.table import table
from triaged.learn.worker import stand_back
from triaged.model.forecast import Forecast
from triaged.model.lore import Lore
from triaged.model.thread import Urgency


def learn(lore: Lore) -> Forecast:
    """The forecast of one team. Raises ConfigurationError without scikit-learn, where there are enough answers."""
    if not lore.mails:
        why = "no first mail is known yet"
        return Forecast(level=lore.level, calendar=lore.calendar, made_at=lore.now, answers=0, why=why)
    mails = sorted(lore.mails, key=lambda mail: mail.arrived_at)
    past = Past(
        arrived=np.array([mail.arrived_at.timestamp() for mail in mails]) / HOUR,
        replied=np.array([mail.answered_at.timestamp() if mail.answered_at else np.inf for mail in mails]) / HOUR,
        of_class=np.array([mail.urgency for mail in mails], dtype=np.int64),
        classes=tuple(Urgency),
        traits=np.zeros((len(mails), 0), dtype=np.int64),
    )
    hours = [(opens.timestamp() / HOUR, closes.timestamp() / HOUR) for opens, closes in lore.hours]
    return table(past, WorkClock.of_hours(hours, float(past.arrived[0])), lore.level, lore.now, lore.calendar)


def main() -> None:
    """Learn what standard input holds."""
    stand_back()
    try:
        sys.stdout.write(learn(Lore.of_json(sys.stdin.read())).as_text())
    except ConfigurationError as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
