"""Floor 4: the inbox edge. Reads mail over IMAP; the only room that knows IMAPClient."""

from triaged.inbox.imap import ImapInbox

__all__ = ["ImapInbox"]
