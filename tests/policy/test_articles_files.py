"""The owner's help articles are read from where rules.toml says; what is wrong with them is told as with rules.toml."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.policy.texts import SMALLEST
from triaged.errors import ConfigurationError, FileUnreadable
from triaged.files import load_articles, load_policy
from triaged.policy.problems import PolicyProblems
from triaged.rules.articles import Shelf

TITLED = "<urlset><url><loc>https://h.example/de/x</loc><title>Rechnung</title></url></urlset>"


def loaded(folder: Path, table: str, files: dict[str, str | bytes]) -> Shelf:
    """The shelf of rules.toml with this [articles] table, with these files beside it."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
    rules = folder / "rules.toml"
    rules.write_text(f"{SMALLEST}\n{table}\n", "utf-8")
    return load_articles(load_policy(rules), rules)


def titles(found: Shelf) -> dict[str, list[str]]:
    """What is on it, by language."""
    return {language: [article.title for article in row.articles] for language, row in found.rows.items()}


def test_articles_of_every_folder_and_of_the_sitemap_are_on_the_shelf(tmp_path: Path) -> None:
    """Folders and file names say the language; hidden and underscored files are left out."""
    files: dict[str, str | bytes] = {
        "help/de/rechnung.md": "# Rechnung",
        "help/faq/invoice.en.md": "# Invoice",
        "help/plain.md": "# Plain\nhttps://other.example/p",
        "help/_draft.md": "",
        "help/.hidden.md": "",
        "help/picture.png": b"\xff",
        "site.xml": TITLED,
    }
    table = '[articles]\nfolder = "help"\nsitemap = "site.xml"\nurl = "https://h.example/{path}"'
    found = loaded(tmp_path, table, files)
    assert titles(found) == {"de": ["Rechnung", "Rechnung"], "en": ["Invoice", "Plain"]}
    assert {article.url for row in found.rows.values() for article in row.articles} == {
        "https://h.example/de/rechnung",
        "https://h.example/faq/invoice.en",
        "https://other.example/p",
        "https://h.example/de/x",
    }


def test_without_the_table_there_are_none(tmp_path: Path) -> None:
    """Nothing is read."""
    assert len(loaded(tmp_path, "", {"help/a.md": ""})) == 0


@pytest.mark.parametrize(
    ("table", "files", "error", "says"),
    [
        ('folder = "help"', {}, ConfigurationError, "articles.folder: there is no folder"),
        ('folder = "help"', {"help/a.txt": "x"}, ConfigurationError, "there is none in help"),
        ('folder = "help"', {"help/a.md": "# A", "help/b.md": ""}, PolicyProblems, "b.md:1:1: this article has no"),
        ('folder = "help"', {"help/a.md": b"\xff"}, FileUnreadable, "not UTF-8"),
        ('folder = "help"', {"help/a.md": b"a" * ((1 << 18) + 1)}, FileUnreadable, "larger than it may be (256 KiB)"),
        ('sitemap = "s.xml"', {}, FileUnreadable, "there is no such file"),
        ('sitemap = "s.xml"', {"s.xml": "<!DOCTYPE x><urlset/>"}, PolicyProblems, "no document type declaration"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_told(
    tmp_path: Path, table: str, files: dict[str, str | bytes], error: type[Exception], says: str
) -> None:
    """Each with its file, and all mistakes of articles at once."""
    more = '\nurl = "https://h.example/{path}"' if "folder" in table else ""
    with pytest.raises(error) as caught:
        loaded(tmp_path, f"[articles]\n{table}{more}", files)
    assert says in str(caught.value)


def test_more_articles_than_can_be_looked_through_are_refused(tmp_path: Path) -> None:
    """Not cut off in silence."""
    files: dict[str, str | bytes] = {f"help/{number}.md": "# A\nhttps://h.example/" for number in range(1_001)}
    with pytest.raises(ConfigurationError, match="1000 is the most"):
        loaded(tmp_path, '[articles]\nfolder = "help"', files)
