"""One run of django-helpdesk's own get_email command; says what the reading itself took, without Django's start.

`prepare` makes the database and the queue; `read` reads all there is.
"""

import json
import os
import sys
import time

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "helpdesk_site"
django.setup()

from django.core.management import call_command  # noqa: E402 - after the set-up


def prepare() -> None:
    """The tables, its own e-mail templates, and one queue."""
    from helpdesk.models import Queue

    call_command("migrate", verbosity=0)
    call_command("loaddata", "emailtemplate", verbosity=0)
    Queue.objects.create(
        title="Support",
        slug="support",
        email_address=os.environ["BENCH_ADDRESS"],
        allow_email_submission=True,
        email_box_type="imap",
        email_box_host="127.0.0.1",
        email_box_port=int(os.environ["BENCH_IMAP"]),
        email_box_ssl=False,
        email_box_user=os.environ["BENCH_ADDRESS"],
        email_box_pass=os.environ["BENCH_PASSWORD"],
        email_box_imap_folder="INBOX",
        email_box_interval=0,
    )


def read() -> None:
    """Everything in the mailbox, once."""
    from helpdesk.models import Ticket

    Ticket.objects.count()
    began, cpu = time.monotonic(), time.process_time()
    call_command("get_email", quiet=True)
    print(json.dumps({"seconds": time.monotonic() - began, "cpu": time.process_time() - cpu}))


{"prepare": prepare, "read": read}[sys.argv[1]]()
