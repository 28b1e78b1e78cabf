"""A good rules.toml becomes a complete policy: nothing is left to guess."""

from datetime import timedelta
from pathlib import Path

import pytest

from tests.policy.texts import EVERYTHING, SMALLEST, load_files, load_text
from triaged.hours import WorkSpan
from triaged.policy.defaults import own_domains, reference_prefix
from triaged.policy.load import load
from triaged.policy.shape import (
    Channel,
    ClosePolicy,
    Ladder,
    OnCall,
    RenewalPolicy,
    Rung,
    Secret,
    Server,
    Suggest,
)

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
    limits = policy.limits
    assert (limits.sender_unproven, limits.sender_proven, limits.domain) == (3, 20, 30)
    assert (limits.inbox, limits.inbox_always, limits.mail) == (200, 2000, 25 * 1024 * 1024)
    assert policy.health.tell == ("anna",)
    assert policy.health.silent is None
    assert policy.files == ("rules.toml",)


def test_smallest_file_keeps_its_promises() -> None:
    """Without a word about it, promises are watched, renewed and closed as documented."""
    policy = load_text(SMALLEST)
    (row,) = policy.promise.rows
    assert (policy.promise.basis, row.next, row.update, row.solve) == ("queue", None, None, None)
    assert policy.ladder == Ladder(
        shows="subject",
        gather=timedelta(minutes=5),
        rungs=(Rung(at=50, tell=("owner",)), Rung(at=80, tell=("lead",)), Rung(at=100, tell=("manager",))),
        repeat=timedelta(hours=1),
        answer=True,
    )
    assert policy.renewal == RenewalPolicy(
        send="ask", ask_at=80, before=timedelta(minutes=30), most=2, needs="answers seen"
    )
    assert policy.close == ClosePolicy(after=WorkSpan(days=7), left_inbox="nothing", to_trash="ask", to_junk="spam")
    letters, acknowledge = policy.letters, policy.acknowledge
    assert (letters.person, letters.write_from, letters.write_till) == (
        "full name",
        timedelta(hours=6),
        timedelta(hours=21),
    )
    assert (acknowledge.again, acknowledge.wait, acknowledge.same_customer) == (
        True,
        timedelta(minutes=1),
        "one promise",
    )
    assert (policy.digest, policy.by_person) == (None, False)
    assert (policy.topics, policy.incidents, policy.channels) == ({}, {}, {})
    anna, team = policy.people["anna"], policy.teams["everyone"]
    assert (anna.user, anna.tell, anna.hours) == ("anna", ("mail",), None)
    assert (team.assign, team.pace, team.on_call) == ("nobody", None, None)


def test_digest_goes_at_eight_where_its_table_stands() -> None:
    """An empty [digest] is enough to get one."""
    assert load_text(SMALLEST + "[digest]\n").digest == timedelta(hours=8)


def test_what_is_written_of_people_and_incidents_is_there() -> None:
    """On call, own hours, prepared incidents and channels come out as they are written."""
    policy = load_text(EVERYTHING)
    assert policy.teams["service"].on_call == OnCall(
        calendar="always", people=("anna", "ben"), changes=(3, timedelta(hours=7, minutes=30))
    )
    (rule,) = policy.rules
    assert (rule.acknowledge, rule.acknowledge_after) == ("after", timedelta(minutes=10))
    assert (rule.topic, rule.tell, rule.when.topic) == ("fault", ("lead", "ben"), frozenset({"fault", "other"}))
    assert [rung.at for rung in policy.ladder.rungs] == [0, 100, 100]
    assert [rung.tell for rung in policy.ladder.rungs] == [("team",), ("lead", "anna"), ("owner",)]
    cloud = policy.incidents["cloud"]
    assert (cloud.news, cloud.like.topic) == (timedelta(minutes=90), frozenset({"fault"}))
    assert cloud.suggest == Suggest(mails=8, within=timedelta(minutes=20), tell=("manager", "ben"))
    assert policy.channels["room"] == Channel(
        key="room",
        kind="matrix",
        url=Secret(scheme="env", name="MATRIX"),
        room="!abc:kueste.example",
        token=Secret(scheme="credential", name="matrix"),
        private=True,
    )
    assert policy.close.after is None


OFFICE = """\
[calendar.office]
zone = "Europe/Berlin"
open = "Mon-Fri 08:00-17:00"
holidays = "DE-HH"
not_holiday = [2026-05-01]
short = { 2026-12-21 = "08:00-12:00", 2026-12-22 = "06:00-10:00 11:00-20:00", 2026-12-23 = "15:00-18:00" }
closed = [{ from = 2026-12-28, to = 2026-12-29 }]
[calendar.late]
zone = "America/New_York"
open = "Mon-Fri 12:00-20:00"
[team.first]
people = "anna"
calendar = "office"
[team.second]
people = ["cem", "anna"]
calendar = "late"
[team.third]
people = ["cem"]
calendar = "office"
[person.cem]
name = "Cem"
mail = "cem@nordlicht.example"
open = "Tue 08:00-14:00"
"""


def test_own_hours_stand_in_the_calendar_of_the_first_team() -> None:
    """Zone, holidays and closed days are the team's, the windows the person's; a short day ends for both."""
    text = SMALLEST.replace('mail = ["anna', 'open = ["Mon-Wed 07:00-14:00"], mail = ["anna')
    text = "\n".join(line for line in text.splitlines() if not line.startswith("calendar"))
    policy = load_text(text.replace('"main" }', '"main", team = "first" }') + "\n" + OFFICE)
    hours, office = policy.people["anna"].hours, policy.calendars["office"]
    assert hours is not None
    assert (hours.name, hours.zone, hours.country, hours.subdivision) == ("person anna", "Europe/Berlin", "DE", "HH")
    assert hours.not_holiday == office.not_holiday
    assert hours.week == (((420, 840),),) * 3 + ((),) * 4
    assert [(day.day.day, day.windows) for day in hours.special] == [
        (21, ((480, 720),)),
        (22, ((420, 600), (660, 840))),
        (23, ()),
        (28, ()),
        (29, ()),
    ]
    other = policy.people["cem"].hours
    assert other is not None
    assert (other.name, other.zone, other.country, other.special) == ("person cem", "America/New_York", "", ())


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
    assert [pattern.source for pattern in policy.customers["vip"].who] == ["*@big.example", "c@small.example"]
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
