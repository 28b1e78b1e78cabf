"""A model's file gives the same judgements again, and a damaged or foreign file a named error: nothing is executed."""

from __future__ import annotations

import contextlib
import hashlib
import io
import json
import pickle
import zipfile
from datetime import timedelta
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.learn.examples import BEGAN, examples
from triaged.errors import ModelUnusable
from triaged.learn.artefact import from_octets, read, to_octets, write
from triaged.learn.labels import URGENCY
from triaged.learn.model import Model
from triaged.learn.train import Trained, train

NOW = BEGAN + timedelta(days=30)


@pytest.fixture(scope="module")
def model() -> Model:
    """A small one."""
    result = train(examples(80), URGENCY, None, NOW)
    assert isinstance(result, Trained)
    return result.model


@pytest.fixture(scope="module")
def octets(model: Model) -> bytes:
    """Its file."""
    return to_octets(model)


def _with(octets: bytes, *, body: bytes | None = None, **header: object) -> bytes:
    """The file with another header or body, the sum of which is right."""
    line, _, old = octets.partition(b"\n")
    new = old if body is None else body
    told = {**json.loads(line), "sha256": hashlib.sha256(new).hexdigest(), **header}
    return json.dumps(told).encode() + b"\n" + new


def test_a_model_judges_the_same_after_it_was_written_and_read(model: Model, tmp_path: Path) -> None:
    """To the last digit, and its card is the same."""
    path = tmp_path / "urgency.model"
    write(path, model)
    again = read(path)
    for each in examples(40, seed=4):
        assert again.judge(each.text, prior=each.prior) == model.judge(each.text, prior=each.prior)
    assert again.card == model.card
    assert again.task == model.task
    assert [file.name for file in tmp_path.iterdir()] == ["urgency.model"]


def test_the_same_model_gives_the_same_octets(model: Model, octets: bytes) -> None:
    """So that a version is known by its sum."""
    assert to_octets(model) == octets


def test_a_file_that_is_not_there_is_a_named_error(tmp_path: Path) -> None:
    """Judging goes on without it."""
    with pytest.raises(ModelUnusable, match="No such file"):
        read(tmp_path / "none.model")
    with pytest.raises(ModelUnusable, match="directory"):
        read(tmp_path)


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (lambda octets: b"", "no model of triaged"),
        (lambda octets: b"\x80\x04.", "no model of triaged"),
        (lambda octets: b"[" * 50_000 + b"\n", "no model of triaged"),
        (lambda octets: b"{" * 70_000 + b"\n", "no model of triaged"),
        (lambda octets: octets[:-1], "damaged"),
        (lambda octets: octets[:-9] + b"!" + octets[-8:], "damaged"),
        (lambda octets: _with(octets, version=2), "another version"),
        (lambda octets: _with(octets, body=b"no zip"), "damaged"),
        (lambda octets: _with(octets, temperature=0), "understands"),
        (lambda octets: _with(octets, temperature="warm"), "understands"),
        (lambda octets: _with(octets, width=[0.0]), "understands"),
        (lambda octets: _with(octets, task={"name": "x", "classes": ["a", "b"], "ordered": True}), "understands"),
        (lambda octets: _with(octets, card={}), "understands"),
        (lambda octets: octets + b" " * 17_000_000, "larger"),
    ],
)
def test_what_is_damaged_or_foreign_is_refused_with_a_reason(octets: bytes, spoil: object, words: str) -> None:
    """Each in a sentence."""
    with pytest.raises(ModelUnusable, match=words):
        from_octets(spoil(octets))  # type: ignore[operator]


class _Bomb:
    def __reduce__(self) -> tuple[object, tuple[str]]:
        return (pytest.fail, ("a file was executed",))


def _packed(octets: bytes, **changed: object) -> bytes:
    """The file with other arrays; pickled ones where they are objects."""
    _, _, body = octets.partition(b"\n")
    with np.load(io.BytesIO(body)) as loaded:
        arrays = {name: loaded[name] for name in loaded.files}
    packed = io.BytesIO()
    np.savez_compressed(packed, **{**arrays, **changed})  # type: ignore[arg-type]
    return _with(octets, body=packed.getvalue())


def test_a_pickle_inside_is_not_executed(octets: bytes) -> None:
    """Neither as an array of objects nor as a file in the archive."""
    bombs = np.empty(1, dtype=object)
    bombs[0] = _Bomb()
    with pytest.raises(ModelUnusable):
        from_octets(_packed(octets, bias=bombs))
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("word_places.npy", pickle.dumps(_Bomb()))
    with pytest.raises(ModelUnusable):
        from_octets(_with(octets, body=packed.getvalue()))


@pytest.mark.parametrize(
    "changed",
    [
        {"bias": np.zeros(4, dtype=np.float32)},
        {"bias": np.full(3, np.nan, dtype=np.float32)},
        {"bias": np.zeros(3, dtype=np.float64)},
        {"dense": np.zeros((2, 3), dtype=np.float32)},
        {"word_places": np.array([-1], dtype=np.int32)},
        {"word_places": np.array([5, 5], dtype=np.int32)},
        {"letter_weights": np.zeros((1, 3), dtype=np.float16)},
    ],
)
def test_arrays_that_do_not_fit_are_refused(octets: bytes, changed: dict[str, object]) -> None:
    """No index leads beyond an array later, while a mail is judged."""
    with pytest.raises(ModelUnusable):
        from_octets(_packed(octets, **changed))


def test_an_archive_that_unpacks_to_more_than_memory_is_refused(octets: bytes) -> None:
    """Its directory is read before anything is unpacked."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("bias.npy", b"\0" * 70_000_000)
    with pytest.raises(ModelUnusable, match="larger"):
        from_octets(_with(octets, body=packed.getvalue()))


@settings(max_examples=300, deadline=None)
@given(data=st.data())
def test_whatever_happened_to_a_file_the_error_is_the_named_one(octets: bytes, data: st.DataObject) -> None:
    """A few octets changed anywhere, the sum put right so that the arrays themselves are reached."""
    _, _, body = octets.partition(b"\n")
    spoilt = bytearray(body)
    for _ in range(data.draw(st.integers(1, 4))):
        spoilt[data.draw(st.integers(0, len(spoilt) - 1))] = data.draw(st.integers(0, 255))
    with contextlib.suppress(ModelUnusable):
        from_octets(_with(octets, body=bytes(spoilt))).judge("outage")
