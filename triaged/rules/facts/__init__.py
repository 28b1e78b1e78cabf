"""Which facts does a mail give, which are missing, and which do we ask for?

given      what do its words and attachments give?
missing    what does its topic need that nobody gave? What of it do we ask for?
attached   does it speak of an attachment that is not there?
"""

from triaged.rules.facts.attached import speaks_of_attachment
from triaged.rules.facts.given import given
from triaged.rules.facts.missing import Asking, asked_again, findings, missing, to_ask

__all__ = ["Asking", "asked_again", "findings", "given", "missing", "speaks_of_attachment", "to_ask"]
