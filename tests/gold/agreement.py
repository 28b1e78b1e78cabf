"""How far the two labellers of the gold set agree: python -m tests.gold.agreement"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from tests.gold.read import HALVES, LANGUAGES, GoldMail, Labels, gold

URGENCIES = ("low", "normal", "high", "critical")
QUESTIONS = ("urgency", "topic", "tone", "request", "article")

Pairs = Sequence[tuple[object, object]]


def kappa(pairs: Pairs, order: Sequence[object] = ()) -> float:
    """Cohen's kappa; with `order` the classes are ordered and far misses count by their square (Cohen 1968)."""
    first, second = Counter(a for a, _ in pairs), Counter(b for _, b in pairs)

    def weight(a: object, b: object) -> float:
        return (order.index(a) - order.index(b)) ** 2 if order else float(a != b)

    seen = sum(weight(a, b) for a, b in pairs) / len(pairs)
    by_chance = sum(first[a] * second[b] * weight(a, b) for a in first for b in second) / len(pairs) ** 2
    return 1 - seen / by_chance


def pairs_of(question: str, mails: Sequence[GoldMail]) -> Pairs:
    """What both labellers answered."""

    def answer(labels: Labels) -> object:
        return getattr(labels, question)

    return [(answer(mail.first), answer(mail.second)) for mail in mails]


def main() -> None:
    """Prints the table of README.md."""
    mails = [mail for half in HALVES for mail in gold(half)]
    print("| question | equal | kappa | weighted |\n|---|---|---|---|")
    for question in QUESTIONS:
        pairs = pairs_of(question, mails)
        weighted = f"{kappa(pairs, URGENCIES):.3f}" if question == "urgency" else ""
        print(f"| {question} | {_equal(pairs):.1%} | {kappa(pairs):.3f} | {weighted} |")
    for language in LANGUAGES:
        pairs = pairs_of("urgency", [mail for mail in mails if mail.language == language])
        print(f"| urgency, {language} | {_equal(pairs):.1%} | {kappa(pairs):.3f} | {kappa(pairs, URGENCIES):.3f} |")
    again = [(mail.labels.topic, mail.topic_again) for mail in mails]
    print(f"| topic, settled against blind | {_equal(again):.1%} | {kappa(again):.3f} |  |")
    facts = sum(mail.first.facts == mail.second.facts for mail in mails)
    print(f"\nfacts given are the same in {facts} of {len(mails)}")


def _equal(pairs: Pairs) -> float:
    return sum(a == b for a, b in pairs) / len(pairs)


if __name__ == "__main__":
    main()
