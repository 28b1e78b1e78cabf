"""Learns what each word counts, and writes triaged/scorer/impression.bin.

    python -m tools.teach_impression            write the file
    python -m tools.teach_impression --check    say whether it belongs to the corpus as it is; 1 if not

It is learned from the mails in corpus/ and from the half of the gold set that is for building, which also says where
the middle is. Logistic regression over single words, each weighted by its rarity. Whoever writes a mail that cannot
wait writes more: lest length be learned, mails are joined with others that have the same labels until all are as long
as those are. Words that only claim urgency are left out of what tells urgent mail: a claim may move a mail by one
class, and the phrases see to that.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
import zlib
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt
import sklearn
from scipy import sparse
from sklearn.linear_model import LogisticRegression

from tests.gold.read import gold
from triaged.mail.quotes import own_text
from triaged.scorer.impression import BUCKETS, COLUMNS, FILE, MARKS, NEUTRAL, SHORTEST, places, seal
from triaged.scorer.lexicon import LEXICON
from triaged.scorer.text import tokens

CORPUS = Path(__file__).parent.parent / "corpus"
FREEDOM = 5.0
"""C of the regression. This and the numbers below were chosen on that half of tests/gold/building which no phrase was
written from."""
CRITICAL = 1.0
"""What telling critical mail from all other counts beside telling what cannot wait from what can."""
MET = 2
"""Mails in which a word must have been met."""
JOINED, NEAR, MOST_JOINED = 3, 0.75, 5
"""How often each mail is joined with others, from which share of the wished length on it is long enough, and the most
mails that are joined."""
CONTRARY = "contrary-"
"""Files of which no urgency is learned: with them single words told less of the unread half, but more of its tone."""
CLAIMS = ("claim", "patience")
"""Signals of phrases that say how urgent it is, and not what happened."""
BELOW = 0.5
"""How far the middle of urgency stands above that of mails that can wait: with less, too many would be high."""
LIMIT = 127

Weights: TypeAlias = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Lesson:
    """One mail of the corpus, or several joined: its words as places, how many there were, and its labels.

    `contrary`: its words were chosen to mislead about urgency.
    """

    language: str
    words: frozenset[str]
    places: frozenset[int]
    length: int
    urgency: str
    tone: str
    contrary: bool = False


def lessons(files: Sequence[Path]) -> list[Lesson]:
    """All mails of these files, in their order."""
    return [
        replace(
            lesson(mail["language"], mail["subject"], mail["text"], mail["urgency"], mail["tone"]),
            contrary=file.name.startswith(CONTRARY),
        )
        for file in files
        for mail in map(json.loads, file.read_text("utf-8").splitlines())
    ]


def lesson(language: str, subject: str, text: str, urgency: str, tone: str) -> Lesson:
    """One mail with its labels."""
    words = (*tokens(subject), *tokens(own_text(text, text)))
    met = frozenset(places(words))
    return Lesson(language=language, words=frozenset(words), places=met, length=len(words), urgency=urgency, tone=tone)


def building() -> list[Lesson]:
    """The half of our own gold set that is for building."""
    return [
        lesson(mail.language, mail.subject, mail.text, mail.labels.urgency, mail.labels.tone)
        for mail in gold("building")
    ]


def sealed(mails: Sequence[Lesson]) -> bytes:
    """(BUCKETS,) the seal of the word at each place that most mails have, 0 where none was met often enough."""
    often = Counter(word for mail in mails for word in mail.words)
    seals = bytearray(BUCKETS)
    for word, times in sorted(often.items(), key=lambda each: (each[1], each[0])):
        if times >= MET:
            for place in places([word]):
                seals[place] = seal(word)
    return bytes(seals)


def joined(mails: Sequence[Lesson], lengths: Sequence[int]) -> list[Lesson]:
    """JOINED times each mail, joined with others of the same labels until it is nearly as long as one of `lengths`."""
    random = np.random.default_rng(0)
    alike = defaultdict(list)
    for mail in mails:
        alike[mail.language, mail.urgency, mail.tone].append(mail)
    made = []
    for mail in mails:
        others = alike[mail.language, mail.urgency, mail.tone]
        for _ in range(JOINED):
            wished, whole = NEAR * random.choice(lengths), mail
            for _ in range(MOST_JOINED - 1):
                if whole.length >= wished:
                    break
                other = others[random.integers(len(others))]
                whole = replace(whole, places=whole.places | other.places, length=whole.length + other.length)
            made.append(whole)
    return made


def pressing(mails: Sequence[Lesson]) -> list[int]:
    """How long the mails are that cannot wait."""
    return [mail.length for mail in mails if mail.urgency in ("high", "critical")]


def taught(mails: Sequence[Lesson]) -> tuple[dict[str, object], bytes]:
    """The head and the cells of the file."""
    met = np.bincount([place for mail in mails for place in mail.places], minlength=BUCKETS)
    rarity = np.where(met >= MET, np.log((1 + len(mails)) / (1 + met)) + 1, 0.0)
    square = float((rarity**2).max()) / 255
    squares = np.rint(rarity**2 / square).astype(np.uint8)
    rarity = np.sqrt(squares * square)
    built = building()
    ordinary = [mail for mail in built if mail.urgency in ("normal", "low") and mail.tone == "neutral"]
    unit, bias, columns = {}, {}, []
    for column in COLUMNS:
        weights = _weights((*mails, *built), rarity, column)
        middle = float(np.mean(rows(ordinary, rarity) @ _weights(mails, rarity, column)))
        counts = weights * rarity
        unit[column] = round(float(np.abs(counts).max()) / LIMIT, 6)
        bias[column] = round(-middle - (BELOW if column == "urgent" else 0.0), 4)
        columns.append((np.rint(counts / unit[column]) + NEUTRAL).astype(np.uint8).tobytes())
    head = {"columns": COLUMNS, "unit": unit, "bias": bias, "square": round(square, 9)}
    parts = [np.frombuffer(part, dtype=np.uint8) for part in (*columns, squares.tobytes(), sealed(mails))]
    return head, np.stack(parts, axis=1).tobytes()


def rows(mails: Sequence[Lesson], rarity: Weights) -> Any:
    """(mails, BUCKETS), sparse: the rarity of each word that is there, in rows of length 1 or, if short, less."""
    ends = np.cumsum([0, *(len(mail.places) for mail in mails)])
    at = np.concatenate([sorted(mail.places) for mail in mails])
    matrix = sparse.csr_matrix((rarity[at], at, ends), shape=(len(mails), BUCKETS))
    lengths = np.sqrt(np.asarray(matrix.multiply(matrix).sum(axis=1)).ravel())
    return sparse.csr_matrix(sparse.diags_array(1 / np.maximum(lengths, SHORTEST)) @ matrix)


def _weights(mails: Sequence[Lesson], rarity: Weights, column: str) -> Weights:
    """(BUCKETS,) log odds of each word; of what cannot wait none for words and marks that claim."""
    if column != "urgent":
        long = joined(mails, pressing(mails))
        return _fitted(rows(long, rarity), [mail.tone == column for mail in long])
    plain = [mail for mail in mails if not mail.contrary]
    long = joined(plain, pressing(plain))
    spoken = rarity.copy()
    spoken[claiming()] = 0.0
    heard = rows(long, spoken)
    soon = _fitted(heard, [mail.urgency in ("high", "critical") for mail in long])
    return (soon + CRITICAL * _fitted(heard, [mail.urgency == "critical" for mail in long])) * (spoken > 0)


def _fitted(matrix: Any, truth: Sequence[bool]) -> Weights:
    """(BUCKETS,) log odds of each word."""
    fitted = LogisticRegression(C=FREEDOM, class_weight="balanced", max_iter=1000, tol=1e-4)
    # Each mail is there JOINED times.
    fitted.fit(matrix, truth, sample_weight=np.full(len(truth), 1 / JOINED))
    return np.asarray(fitted.coef_[0], dtype=np.float64)


def claiming() -> npt.NDArray[np.int64]:
    """The places of the marks, and of all words that phrases of CLAIMS consist of."""
    written = " ".join(signals[key] for signals in LEXICON.values() for key in CLAIMS)
    return np.array(sorted(places((*MARKS, *tokens(written)))))


def digest(files: Sequence[Path]) -> str:
    """The sha256 of the corpus, whatever its line ends."""
    return hashlib.sha256(b"".join(file.read_bytes().replace(b"\r\n", b"\n") for file in files)).hexdigest()


def head_of(file: Path) -> Mapping[str, object]:
    """What a file says of itself."""
    head: Mapping[str, object] = json.loads(file.read_bytes().partition(b"\n")[0])
    return head


def main(arguments: Sequence[str] | None = None) -> int:
    """The exit status."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--check", action="store_true", help="write nothing")
    check = parser.parse_args(arguments).check
    files = sorted(CORPUS.glob("*.jsonl"))
    corpus = digest(files)
    if check:
        same = head_of(FILE)["corpus"] == corpus
        print(f"{FILE.name} {'belongs' if same else 'does not belong'} to the corpus as it is", file=sys.stderr)
        return 0 if same else 1
    mails = lessons(files)
    head, octets = taught(mails)
    head |= {"corpus": corpus, "mails": len(mails), "made with": f"scikit-learn {sklearn.__version__}"}
    FILE.write_bytes(json.dumps(head, sort_keys=True).encode() + b"\n" + zlib.compress(octets, 9))
    print(f"{len(mails):,} mails, {FILE.stat().st_size:,} octets", file=sys.stderr)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
