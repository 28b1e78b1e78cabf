"""What most scripts do, as a measure: read unread mail, answer it, mark it read. It keeps no record.

`python -m tests.crash.naive FIRST IMAP SMTP USER PASSWORD`: FIRST is "mark" (read, then answer) or "send".
"""

from __future__ import annotations

import imaplib
import smtplib
import sys
import time
from datetime import datetime, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.utils import formatdate, make_msgid


def serve(first: str, imap: int, smtp: int, user: str, password: str) -> None:
    """Look for unread mail ten times a second, for ever."""
    box = imaplib.IMAP4("127.0.0.1", imap)
    box.login(user, password)
    while True:
        box.select("INBOX")
        _, found = box.uid("SEARCH", "UNSEEN")
        for uid in found[0].split():
            _, parts = box.uid("FETCH", uid.decode(), "(BODY.PEEK[])")
            letter = answer(parts[0][1], user)
            if first == "mark":
                box.uid("STORE", uid.decode(), "+FLAGS", "(\\Seen)")
            with smtplib.SMTP("127.0.0.1", smtp) as relay:
                relay.send_message(letter)
            if first == "send":
                box.uid("STORE", uid.decode(), "+FLAGS", "(\\Seen)")
        time.sleep(0.1)


def answer(octets: bytes, user: str) -> EmailMessage:
    """An acknowledgement that promises a time four hours from now."""
    mail, letter = message_from_bytes(octets), EmailMessage()
    letter["From"], letter["To"] = user, str(mail["From"])
    letter["Subject"] = f"Re: {mail['Subject']}"
    letter["Date"], letter["Message-ID"] = formatdate(), make_msgid()
    letter["In-Reply-To"] = str(mail["Message-ID"])
    due = datetime.now().astimezone() + timedelta(hours=4)
    letter.set_content(f"We have your mail. You will get a reply by {due:%A, %d %B, %H:%M:%S}.")
    return letter


if __name__ == "__main__":
    serve(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), sys.argv[4], sys.argv[5])
