"""Notices beside mail: a signed webhook, Slack, Microsoft Teams, Matrix. docs/channels.md says it in plain words.

The address a notice goes to is written by the owner of the machine, yet a name can lead anywhere: every connection goes
to an address that was looked at first, and to no other (T11).
"""

from triaged.outbox.chat.sender import ChannelSender

__all__ = ["ChannelSender"]
