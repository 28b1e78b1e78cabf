"""A good rules.toml becomes a complete policy: nothing is left to guess."""

from datetime import timedelta
from pathlib import Path

import pytest

from tests.policy.texts import SMALLEST, load_files, load_text
from triaged.hours import WorkSpan
from triaged.policy.defaults import own_domains, reference_prefix
from triaged.policy.load import load
from triaged.policy.shape import Rung, Secret, Server

ROOT = Path(__file__).parents[2]


def test_smallest_file_is_enough() -> None:
    """Twelve lines give a complete policy with the documented defaults."""
    policy = load_text(SMALLEST)
    assert policy.company.languages == ("en", "de", "fr", "es")
    assert policy.company.domains == {"nordlicht.example"}
    assert policy.company.formal
    team = policy.teams["everyone"]
    assert (team.lead, team.people, team.calendar) == ("anna", ("anna",), "office")
    inbox = policy.inboxes["support"]
    assert (inbox.team, inbox.send, inbox.watch, inbox.sent) == ("everyone", "on", ("INBOX",), ("auto",))
    assert inbox.sender == dict.fromkeys(("en", "de", "fr", "es"), "Nordlicht GmbH")
    account = policy.accounts["main"]
    assert account.imap == Server(host="imap.gmail.com", port=993, security="tls")
    assert account.smtp == Server(host="smtp.gmail.com", port=587, security="starttls")
    assert account.password == Secret(scheme="file", name="/etc/triaged/app-password")
    assert (account.files_sent, account.pace) == (True, 0)
    assert policy.promise.rows[0].reply == WorkSpan(days=1)
    assert policy.promise.rows[0].line == 11
    assert policy.promise.round_to == timedelta(minutes=30)
    assert policy.ladder.rungs == (Rung(at=100, tell=("lead",)),)
    limits = policy.limits
    assert (limits.sender_unproven, limits.sender_proven, limits.domain) == (3, 20, 30)
    assert (limits.inbox, limits.inbox_always, limits.mail) == (200, 2000, 25 * 1024 * 1024)
    assert policy.health.tell == ("anna",)
    assert policy.health.silent is None
    assert policy.files == ("rules.toml",)


def test_digest_changes_with_any_file() -> None:
    """The digest is the same for the same texts and another one when an included text changes."""
    files = {"rules.toml": 'include = ["words.toml"]\n' + SMALLEST, "words.toml": "[acknowledge]\nnew = true\n"}
    first = load_files(files).fingerprint
    assert load_files(files).fingerprint == first
    assert load_files(files | {"words.toml": "[acknowledge]\nnew = false\n"}).fingerprint != first


def test_included_files_are_found_beside_the_main_one() -> None:
    """Included files and lists are read relative to the main file, and their lists come after the main file's."""
    texts = {
        "/etc/triaged/rules.toml": 'include = ["more/people.toml"]\n'
        + SMALLEST
        + '[customer.vip]\nwho = "file:vip.txt"\n',
        "/etc/triaged/more/people.toml": '[person.ben]\nname = "Ben"\nmail = "ben@nordlicht.example"\n'
        '[[promise.row]]\nreply = "2 days"\n',
        "/etc/triaged/vip.txt": "# our best\n*@big.example\n\nc@small.example # since 2019\n",
    }
    policy = load("/etc/triaged/rules.toml", texts.__getitem__)
    assert list(policy.people) == ["anna", "ben"]
    assert [row.reply.days for row in policy.promise.rows] == [1, 2]
    assert [row.file for row in policy.promise.rows] == ["/etc/triaged/rules.toml", "/etc/triaged/more/people.toml"]
    assert [pattern.source for pattern in policy.customers["vip"]] == ["*@big.example", "c@small.example"]
    assert set(policy.files) == set(texts)


def test_main_file_that_cannot_be_read_is_the_callers_business() -> None:
    """What `read` raises for the main file comes through unchanged."""
    with pytest.raises(FileNotFoundError):
        load_files({})


@pytest.mark.parametrize(
    ("company", "prefix"),
    [
        ("Nordlicht GmbH", "NR"),
        ("Kranz & Söhne KG", "KS"),
        ("The Blue House Ltd", "BH"),
        ("Oio", "TR"),
        ("Ärzte am Markt", "AA"),
        ("株式会社", "TR"),
        ("GmbH", "GM"),
        ("A", "AX"),
    ],
)
def test_reference_prefix_has_two_letters_that_can_be_told_apart(company: str, prefix: str) -> None:
    """Two capital letters, never O or I, whatever the company is called."""
    assert reference_prefix(company) == prefix


def test_mail_providers_are_nobodys_own_domain() -> None:
    """A desk at gmail.com does not take every gmail.com user for a colleague."""
    assert own_domains(["shop@gmail.com", "anna@nordlicht.example"]) == {"nordlicht.example"}
