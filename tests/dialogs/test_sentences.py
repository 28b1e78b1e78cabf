"""A daemon with `triaged[sentences]` judges what a mail means, in whatever language it is written."""

from __future__ import annotations

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


def _why(desk: Desk, subject: str) -> set[tuple[str, str]]:
    trail = desk.explain(desk.thread(subject).reference)["trail"]
    return {(found["answer"], found["evidence"]) for entry in trail for found in entry["findings"]}
