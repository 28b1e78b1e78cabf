"""triaged: an email autoresponder and inbox triage daemon that tells customers an exact time and keeps it."""

__version__ = "0.1.0"
