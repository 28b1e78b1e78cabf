"""What a person sees who runs `triaged demo` with the output in a pipe."""

from __future__ import annotations

import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.demo.run import Shown, command, demo, environment


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shown]:
    """One run for the tests that only read what it printed; from a directory that holds nothing."""
    temporary, elsewhere = tmp_path_factory.mktemp("t"), tmp_path_factory.mktemp("e")
    run = demo(temporary, "--fast", cwd=elsewhere, HOME=str(elsewhere))
    yield run
    assert list(temporary.iterdir()) == []
    assert list(elsewhere.iterdir()) == []


def test_it_ends_by_itself_and_nothing_goes_wrong(shown: Shown) -> None:
    """Status 0, nothing on standard error, no control sequences in a pipe, no line that ends in blanks."""
    assert (shown.status, shown.errors) == (0, "")
    assert "\x1b" not in shown.output
    assert [line for line in shown.lines if line != line.rstrip()] == []


@pytest.mark.parametrize(
    "subject",
    ["Invoice 4711 was charged twice", "URGENT: our order page is down", "The app logs me out", "Change of address"],
)
def test_the_letter_names_the_time_that_the_queue_shows(shown: Shown, subject: str) -> None:
    """What the customer reads is what the agents' queue says."""
    assert shown.promised(subject) == shown.due()[shown.reference(subject)]


@pytest.mark.parametrize(
    ("subject", "words"),
    [
        ("Heizung ausgefallen", "Ein Mensch antwortet Ihnen bis"),
        ("Question sur ma commande", "Une personne vous répondra"),
        ("Order 88", "You will get a reply from a person"),
    ],
)
def test_letters_are_in_the_customers_language_and_a_broken_mail_gets_one_too(
    shown: Shown, subject: str, words: str
) -> None:
    """German, French, and a mail whose MIME nobody can read."""
    assert words in shown.about(subject)
    assert shown.reference(subject) in shown.due()


def test_critical_by_a_rule_gets_the_on_call_hour_and_stands_first(shown: Shown) -> None:
    """Only rules.toml makes a mail critical; its promise is counted day and night, so it is the nearest."""
    assert 'critical: rule "no heating, or a smell of gas"' in shown.about("Heizung ausgefallen")
    assert next(iter(shown.due())) == shown.reference("Heizung ausgefallen")


@pytest.mark.parametrize(
    ("subject", "row"),
    [
        ("Ten ideas for your autumn fair", "N8"),
        ("Automatic reply: your offer", "N3"),
        ("Please pay this invoice today", "N22"),
        ("Re: Invoice 4711 was charged twice", "N28"),
    ],
)
def test_what_got_no_letter_has_its_reason_and_row(shown: Shown, subject: str, row: str) -> None:
    """A newsletter, an out-of-office note, a forged sender and a second mail: silence, with the row of the rule."""
    assert f"no letter: [{row}]" in shown.about(subject)
    assert "→" not in shown.about(subject)


def test_an_answer_in_the_sent_folder_keeps_the_promise(shown: Shown) -> None:
    """A person answers by mail program, nobody tells triaged, and the thread leaves the queue."""
    reference = shown.reference("Still no answer about my refund")
    assert f"the promise of {reference} is kept" in shown.about("Re: Still no answer about my refund")
    assert reference not in shown.due()


def test_the_copy_of_every_letter_comes_back_as_proof(shown: Shown) -> None:
    """Each acknowledgement's second copy is found in the inbox, recognised and filed: the daemon's way of proof."""
    letters = sum(line.strip().startswith("→ Re: ") for line in shown.lines)
    assert letters == 8
    assert f"the copies of all {letters} letters" in shown.output


def test_a_letter_that_came_back_and_a_forged_sender_are_asked_about(shown: Shown) -> None:
    """What needs a person's eye stands below the queue."""
    returned = shown.reference("Change of address")
    assert f"! {returned}: our letter came back: is the address right?" in shown.lines
    assert "! looks forged: Greta Lund, Please pay this invoice today" in shown.lines


@pytest.mark.parametrize(
    ("number", "after"),
    [
        pytest.param(signal.SIGINT, "", id="Ctrl-C at once"),
        pytest.param(signal.SIGINT, "Kim Lee: ", id="Ctrl-C while a mail is delivered"),
        pytest.param(signal.SIGINT, "critical: ", id="Ctrl-C between two mails"),
        pytest.param(signal.SIGTERM, "Jonas Weber: ", id="SIGTERM"),
    ],
)
def test_it_can_be_stopped_at_any_moment(tmp_path: Path, number: signal.Signals, after: str) -> None:
    """Ctrl-C, or SIGTERM once the daemon runs, ends it within seconds, with 130 and nothing left behind."""
    with subprocess.Popen(
        command(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        env=environment(tmp_path),
    ) as process:
        assert process.stdout is not None
        for line in process.stdout:
            if after in line:
                break
        process.send_signal(number)
        _, errors = process.communicate(timeout=30)
    assert process.returncode == 130
    assert errors.strip() == ""
    assert list(tmp_path.iterdir()) == []


def test_without_its_servers_it_says_what_to_install(tmp_path: Path) -> None:
    """The class of a missing server: 69, one sentence, no traceback."""
    (tmp_path / "sitecustomize.py").write_text(
        "import importlib.util as u\nfind = u.find_spec\n"
        "u.find_spec = lambda name, *a: None if name in ('pymap', 'aiosmtpd') else find(name, *a)\n",
        "utf-8",
    )
    run = demo(tmp_path, "--fast", PYTHONPATH=str(tmp_path))
    assert run.status == 69
    assert run.output == ""
    assert run.errors.count("\n") == 1
    assert "pip install 'triaged[demo]'" in run.errors


def test_its_rules_are_shown_and_are_good(tmp_path: Path) -> None:
    """What `--show-rules` prints is a rules.toml that `triaged check` accepts once it names real ports and files."""
    rules = demo(tmp_path, "--show-rules").output
    for name, value in {"$imap": "143", "$smtp": "25", "$password": "/dev/null", "$folder": str(tmp_path)}.items():
        assert name in rules
        rules = rules.replace(name, value)
    (tmp_path / "rules.toml").write_text(rules, "utf-8")
    checking = [*command()[:-1], "--rules", str(tmp_path / "rules.toml"), "check"]
    done = subprocess.run(checking, check=False, capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stderr) == (0, "")
