"""What the documents point at is there."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import unquote

from tests.tidy.source import ROOT, project_files

LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
IN_TICKS = re.compile(r"`((?:triaged|tests|docs|templates|systemd|bench|tools|requirements)/[A-Za-z0-9_./-]+)`")


def _anchors(path: Path) -> set[str]:
    headings = re.findall(r"^#+ +(.+)$", path.read_text("utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def _broken(document: Path) -> list[str]:
    text = document.read_text("utf-8")
    broken = []
    for target in LINK.findall(text):
        if re.match(r"[a-z]+:", target):
            continue
        path, _, anchor = unquote(target).partition("#")
        aimed = (document.parent / path).resolve() if path else document
        if not aimed.exists() or (anchor and aimed.suffix == ".md" and anchor not in _anchors(aimed)):
            broken.append(target)
    broken += [name for name in IN_TICKS.findall(text) if not (ROOT / name.rstrip(".")).exists()]
    return [f"{document.relative_to(ROOT)}: {target}" for target in broken]


def test_every_link_and_every_path_in_a_document_resolves() -> None:
    """Links within the project, their headings, and the files that documents name."""
    documents = [path for path in project_files() if path.suffix == ".md"]
    assert documents
    assert [broken for document in documents for broken in _broken(document)] == []


def test_every_page_is_reached_from_the_readme() -> None:
    """Whoever begins with README.md finds each page of docs/."""
    linked = set(LINK.findall((ROOT / "README.md").read_text("utf-8")))
    pages = {f"docs/{path.name}" for path in (ROOT / "docs").glob("*.md")}
    assert pages - linked == set()
