"""smtplib with one kept connection and nothing else: how fast this Postfix takes acknowledgements from Python."""

import json
import os
import smtplib
import sys
import time

LETTER = (
    "From: Support <{sender}>\r\nTo: {customer}\r\nSubject: Re: Question about my invoice\r\n"
    "Auto-Submitted: auto-replied\r\nMessage-ID: <{number}.{began}@firm.test>\r\nMIME-Version: 1.0\r\n"
    "Content-Type: text/plain; charset=us-ascii\r\n\r\n" + "We have received your mail and will answer it.\r\n" * 20
)

sender, smtp = os.environ["BENCH_ADDRESS"], smtplib.SMTP("127.0.0.1", int(os.environ["BENCH_SMTP"]))
smtp.ehlo()
print("ready", flush=True)
for line in sys.stdin:
    began, cpu, count = time.monotonic(), time.process_time(), int(line)
    for number in range(count):
        customer = f"customer.{number}@customer{number % 400}.test"
        letter = LETTER.format(sender=sender, customer=customer, number=number, began=began)
        smtp.sendmail(sender, customer, letter.encode())
    print(
        json.dumps({"count": count, "seconds": time.monotonic() - began, "cpu": time.process_time() - cpu}), flush=True
    )
