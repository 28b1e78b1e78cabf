"""A model as a file: one line of JSON, then arrays. Reading one executes nothing, whoever wrote it.

The first line says what the file is and holds the sha256 of the rest. The rest is an npz of plain arrays, read without
pickle and only as far as the limits below.
"""

import hashlib
import io
import json
import zipfile
import zlib
from os import fsync
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from triaged.errors import ModelUnusable
from triaged.learn.card import Card
from triaged.learn.features import Floats
from triaged.learn.labels import Task
from triaged.learn.model import BUCKETS, Block, Model, Scale, width_of, width_of_logits

FORMAT, VERSION = "triaged model", 1
LARGEST = 16_000_000
"""Octets of a file that are read."""
UNPACKED = 64_000_000
"""Octets of all arrays together."""
_HEADER = 64_000
_ARRAYS = {
    "word_places": np.int32,
    "word_rarity": np.float32,
    "word_weights": np.float16,
    "letter_places": np.int32,
    "letter_rarity": np.float32,
    "letter_weights": np.float16,
    "dense": np.float32,
    "bias": np.float32,
}


def write(path: Path, model: Model) -> None:
    """Write the file whole or not at all. Raises OSError."""
    octets = to_octets(model)
    beside = path.with_name(path.name + ".new")
    with beside.open("wb") as file:
        file.write(octets)
        file.flush()
        fsync(file.fileno())
    beside.replace(path)


def read(path: Path) -> Model:
    """The model of a file. Raises ModelUnusable: missing, unreadable, damaged, or not ours."""
    try:
        with path.open("rb") as file:
            octets = file.read(LARGEST + 1)
    except OSError as error:
        raise ModelUnusable(f"{path}: {error.strerror or 'cannot be read'}") from error
    try:
        return from_octets(octets)
    except ModelUnusable as error:
        raise ModelUnusable(f"{path}: {error}") from error


def to_octets(model: Model) -> bytes:
    """The file's content. The same model gives the same octets."""
    packed = io.BytesIO()
    np.savez_compressed(
        packed,
        allow_pickle=False,
        word_places=model.words.places,
        word_rarity=model.words.rarity,
        word_weights=model.words.weights.astype(np.float16),
        letter_places=model.letters.places,
        letter_rarity=model.letters.rarity,
        letter_weights=model.letters.weights.astype(np.float16),
        dense=model.dense,
        bias=model.bias,
    )
    body = packed.getvalue()
    header = {
        "format": FORMAT,
        "version": VERSION,
        "sha256": hashlib.sha256(body).hexdigest(),
        "task": {"name": model.task.name, "classes": model.task.classes, "ordered": model.task.ordered},
        "temperature": model.temperature,
        "middle": model.scale.middle,
        "width": model.scale.width,
        "card": model.card.as_json(),
    }
    return json.dumps(header, ensure_ascii=True).encode() + b"\n" + body


def from_octets(octets: bytes) -> Model:
    """The model of a file's content. Raises ModelUnusable and nothing else, whatever the octets are."""
    if len(octets) > LARGEST:
        raise ModelUnusable("is larger than a model can be")
    line, _, body = octets.partition(b"\n")
    header = _header(line)
    if header.get("sha256") != hashlib.sha256(body).hexdigest():
        raise ModelUnusable("is damaged: its content is not what was written (sha256)")
    try:
        return _model(header, _arrays(body))
    except (KeyError, TypeError, ValueError, AttributeError, OverflowError) as error:
        raise ModelUnusable(f"is no model that this version understands ({type(error).__name__})") from error


def _header(line: bytes) -> dict[str, Any]:
    try:
        header = json.loads(line) if len(line) <= _HEADER else None
    except (ValueError, RecursionError):
        header = None
    if not isinstance(header, dict) or header.get("format") != FORMAT:
        raise ModelUnusable("is no model of triaged")
    if header.get("version") != VERSION:
        raise ModelUnusable(f"was written by another version of triaged (format {str(header.get('version'))[:20]})")
    return header


def _arrays(body: bytes) -> dict[str, npt.NDArray[Any]]:
    """The arrays with the kinds of number we write. Raises ModelUnusable, ValueError, KeyError."""
    try:
        with zipfile.ZipFile(io.BytesIO(body)) as packed:
            if sum(one.file_size for one in packed.infolist()) > UNPACKED:
                raise ModelUnusable("is larger than a model can be")
        with np.load(io.BytesIO(body), allow_pickle=False) as loaded:
            arrays = {name: loaded[name] for name in _ARRAYS}
    except (zipfile.BadZipFile, EOFError, OSError, NotImplementedError, RuntimeError, zlib.error) as error:
        raise ModelUnusable("is damaged: its arrays cannot be read") from error
    for name, kind in _ARRAYS.items():
        if arrays[name].dtype != kind or not np.isfinite(arrays[name]).all():
            raise ValueError(name)
    return arrays


def _model(header: dict[str, Any], arrays: dict[str, npt.NDArray[Any]]) -> Model:
    named = header["task"]
    task = Task(name=str(named["name"]), classes=tuple(map(str, named["classes"])), ordered=bool(named["ordered"]))
    card = Card.from_json(header["card"])
    scale = Scale(middle=tuple(map(float, header["middle"])), width=tuple(map(float, header["width"])))
    warmth = float(header["temperature"])
    classes, opinions, logits = len(task.classes), len(scale.middle), width_of_logits(task)
    _must(0.01 < warmth < 100)
    _must(classes > 1 and len(scale.width) == opinions and all(width > 0 for width in scale.width))
    _must(arrays["bias"].shape == (logits,))
    _must(arrays["dense"].shape == (width_of(sentences=card.sentences, opinions=opinions), logits))
    return Model(
        task=task,
        words=_block(arrays, "word", logits),
        letters=_block(arrays, "letter", logits),
        dense=arrays["dense"],
        bias=arrays["bias"],
        scale=scale,
        temperature=warmth,
        card=card,
    )


def _block(arrays: dict[str, npt.NDArray[Any]], kind: str, logits: int) -> Block:
    places = arrays[f"{kind}_places"]
    rarity: Floats = arrays[f"{kind}_rarity"]
    weights = arrays[f"{kind}_weights"]
    _must(places.ndim == 1 and rarity.shape == places.shape and weights.shape == (places.size, logits))
    _must(places.size == 0 or (places.min() >= 0 and places.max() < BUCKETS and bool((np.diff(places) > 0).all())))
    return Block(places=places, rarity=rarity, weights=np.ascontiguousarray(weights.astype(np.float32)))


def _must(holds: object) -> None:
    if not holds:
        raise ValueError
