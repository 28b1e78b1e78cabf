"""The templates that come with the program: inside the package when installed, at the top of a source tree."""

from collections.abc import Mapping
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent.parent
_PLACES = (_PACKAGE / "templates", _PACKAGE.parent / "templates")


def shipped_templates() -> Mapping[str, str]:
    """Every shipped template by name: "en/acknowledgement.txt" → source text. Part of the program, as its code is."""
    folder = next(place for place in _PLACES if place.is_dir())
    return {path.relative_to(folder).as_posix(): path.read_text("utf-8") for path in sorted(folder.glob("*/*.txt"))}
