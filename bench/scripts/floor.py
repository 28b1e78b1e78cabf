"""The floor: what a hand-tuned script costs that only fetches, parses, predicts, stores and acknowledges.

compat32 parser, template strings, batches of 50, one durable commit a batch, one kept SMTP connection, one thing after
the other. No rules, no threads, no calendar, no language, no evidence, nothing safe when it is killed.
Once started it says "ready"; for every line it reads it answers what has arrived and says what that took.
"""

import email
import imaplib
import json
import os
import smtplib
import sqlite3
import sys
import time

from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline

BATCH = 50
ADDRESS = os.environ["BENCH_ADDRESS"]
LETTER = """\
From: Support <{address}>\r
To: {customer}\r
Subject: Re: {subject}\r
In-Reply-To: {message_id}\r
References: {message_id}\r
Auto-Submitted: auto-replied\r
Date: {date}\r
Message-ID: <{number}.ack@firm.test>\r
MIME-Version: 1.0\r
Content-Type: text/plain; charset=us-ascii\r
\r
Dear customer,\r
\r
we have received your mail. Your reference is {number}. We will answer within four hours.\r
\r
Nordlicht customer service\r
"""


def trained(examples: list[list[str]]):
    """Words to urgency, as a helpdesk would learn it from its own tickets."""
    model = make_pipeline(TfidfVectorizer(sublinear_tf=True, ngram_range=(1, 2)), LogisticRegression(max_iter=300))
    return model.fit([text for text, _ in examples], [label for _, label in examples])


def text_of(message) -> str:
    """The first text part."""
    for part in message.walk():
        if part.get_content_type() == "text/plain":
            return part.get_payload(decode=True).decode("utf-8", "replace")
    return ""


class Floor:
    """Its connections and its store."""

    def __init__(self, examples: list[list[str]]) -> None:
        self.model = trained(examples)
        self.database = sqlite3.connect(os.environ["BENCH_STORE"], isolation_level=None)
        self.database.execute("PRAGMA journal_mode=WAL")
        self.database.execute("PRAGMA synchronous=FULL")
        self.database.execute("CREATE TABLE mail (id INTEGER PRIMARY KEY, uid, sender, subject, urgency, text, sent)")
        self.imap = imaplib.IMAP4("127.0.0.1", int(os.environ["BENCH_IMAP"]))
        self.imap.login(ADDRESS, os.environ["BENCH_PASSWORD"])
        self.imap.select("INBOX")
        self.smtp = smtplib.SMTP("127.0.0.1", int(os.environ["BENCH_SMTP"]))
        self.smtp.ehlo()
        self.last = 0

    def answer_all(self) -> int:
        """Whatever has arrived since the last time."""
        self.imap.noop()
        _, found = self.imap.uid("SEARCH", f"UID {self.last + 1}:*")
        uids = [int(uid) for uid in found[0].split() if int(uid) > self.last]
        for start in range(0, len(uids), BATCH):
            self.answer(uids[start : start + BATCH])
        return len(uids)

    def answer(self, uids: list[int]) -> None:
        """One batch."""
        _, parts = self.imap.uid("FETCH", ",".join(map(str, uids)), "(UID BODY.PEEK[])")
        messages = [email.message_from_bytes(part[1]) for part in parts if isinstance(part, tuple)]
        texts = [text_of(message) for message in messages]
        urgencies = [self.model.predict([text])[0] for text in texts]
        rows = [
            (uid, message["From"], message["Subject"], urgency, text[:4000])
            for uid, message, urgency, text in zip(uids, messages, urgencies, texts, strict=True)
        ]
        self.database.execute("BEGIN IMMEDIATE")
        self.database.executemany("INSERT INTO mail (uid, sender, subject, urgency, text) VALUES (?, ?, ?, ?, ?)", rows)
        self.database.execute("COMMIT")
        for uid, message in zip(uids, messages, strict=True):
            customer = email.utils.parseaddr(message["From"])[1]
            letter = LETTER.format(
                address=ADDRESS,
                customer=customer,
                subject=message["Subject"],
                message_id=message["Message-ID"],
                date=message["Date"],
                number=uid,
            )
            self.smtp.sendmail(ADDRESS, customer, letter.encode("ascii", "replace"))
        self.database.execute("BEGIN IMMEDIATE")
        self.database.execute("UPDATE mail SET sent = 1 WHERE uid >= ? AND uid <= ?", (uids[0], uids[-1]))
        self.database.execute("COMMIT")
        self.last = uids[-1]


floor = Floor(json.loads(sys.stdin.readline()))
print("ready", flush=True)
for _ in sys.stdin:
    began, cpu = time.monotonic(), time.process_time()
    count = floor.answer_all()
    print(
        json.dumps({"count": count, "seconds": time.monotonic() - began, "cpu": time.process_time() - cpu}), flush=True
    )
