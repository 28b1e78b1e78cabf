"""The order of the questions. Nothing else decides.

    decide/look      what does a mail say by itself?
    decide/message   everything about one mail: who wrote, which conversation, whose turn, by when, which letter
    decide/facts     which facts does a mail give, and which does its letter ask for?
    decide/owe       what do we owe the customer from this mail on, and who answers?
    decide/happened  what a happening makes of a thread: its turn, its promises (the table is rules/turn)
    decide/due       time has passed: who hears of it (the ladder is rules/escalate)
    decide/late      a promise will not be kept: is the customer told (the guards are rules/renewal)
    decide/action    what an agent orders (what may be ordered is rules/handling)
    decide/incident  one thing is wrong for many customers
    decide/plan      when is a thread looked at next?

What becomes of letters is in rules/resend.
"""

from triaged.decide.look import Looked, look_at
from triaged.decide.message import decide_message

__all__ = ["Looked", "decide_message", "look_at"]
