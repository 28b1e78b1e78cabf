"""Help articles are read from any Markdown and any sitemap; what cannot be shown is a problem with its line."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from triaged.model.article import Article
from triaged.policy.articles import Place, from_markdown, from_sitemap
from triaged.policy.articles.markdown import plain
from triaged.policy.articles.page import language_of
from triaged.policy.shape import Problem

PLACE = Place(file="help/de/rechnung.md", path="de/rechnung", language="de")
HOUSE = ("en", "de")
TEMPLATE = "https://help.example/{path}"


def read(text: str, url: str = TEMPLATE) -> Article | Problem:
    """The article of a Markdown text."""
    return from_markdown(text, place=PLACE, url=url, languages=HOUSE)


def wrong(text: str, url: str = TEMPLATE) -> str:
    """What is wrong with it."""
    problem = read(text, url)
    assert isinstance(problem, Problem)
    assert problem.file == PLACE.file
    return f"{problem.line}: {problem.what}"


def sitemap(entries: str) -> tuple[tuple[Article, ...], tuple[Problem, ...]]:
    """The articles of a sitemap with these entries."""
    head = '<?xml version="1.0" encoding="UTF-8"?><urlset xmlns="s" xmlns:news="n" xmlns:xhtml="x" xmlns:image="i">'
    return from_sitemap(f"{head}{entries}</urlset>", file="sitemap.xml", languages=HOUSE)


@pytest.mark.parametrize(
    ("text", "title", "url", "body"),
    [
        ("# Rechnung ändern\n\nSo geht es.", "Rechnung ändern", "https://help.example/de/rechnung", "So geht es."),
        ("\ufeff\n## *Rechnung* `ändern`\nSo", "Rechnung ändern", "https://help.example/de/rechnung", "So"),
        ("Rechnung\nhttps://x.example/r\nSo", "Rechnung", "https://x.example/r", "So"),
        ("Rechnung\n<https://x.example/r>\nSo", "Rechnung", "https://x.example/r", "So"),
        ("---\ntitle: 'Rechnung'\nurl: https://x.example/r\n---\nSo", "Rechnung", "https://x.example/r", "So"),
        ("---\nurl: https://x.example/r\n---\n# Rechnung\nSo", "Rechnung", "https://x.example/r", "So"),
        (
            "# R\n<!-- nicht --> Siehe [hier](https://y.example) <b>E17</b>",
            "R",
            "https://help.example/de/rechnung",
            "Siehe hier E17",
        ),
    ],
)
def test_title_and_address_are_found_where_people_write_them(text: str, title: str, url: str, body: str) -> None:
    """Front matter, the first heading or line, the second line, or the address made by articles.url."""
    assert read(text) == Article(title=title, url=url, language="de", text=body)


def test_an_article_says_its_language_itself() -> None:
    """Front matter beats the folder."""
    article = read("---\ntitle: Invoice\nlanguage: en\n---\nSo")
    assert isinstance(article, Article)
    assert article.language == "en"


@pytest.mark.parametrize(
    ("text", "url", "what"),
    [
        ("", TEMPLATE, "1: this article has no title"),
        ("# Titel\nText", "", "1: this article has no address"),
        ("---\ntitle: A\n", TEMPLATE, "1: the front matter never ends"),
        ("---\ntitle: A\nlang: it\n---\n", TEMPLATE, '1: "it" is no language of the house'),
        (f"\n# {'A' * 81}", TEMPLATE, "2: this title is longer than 80 characters"),
        (f"# {'Wie ' * 13}", TEMPLATE, "1: this title has more than 10 words"),
        ("# Jetzt https://x.example", TEMPLATE, "1: a title must not hold an address"),
        ("# A\nhttp://x.example/", TEMPLATE, "1: the address of this article cannot be used: this is not a web"),
        ("# A\nhttps://u:p@x.example/", TEMPLATE, "1: the address of this article cannot be used: a web address is"),
        (f"# A\nhttps://x.example/{'a' * 200}", TEMPLATE, "1: the address of this article is not 200 ASCII"),
        ("---\ntitle: A\nurl: javascript:alert(1)\n---\n", TEMPLATE, "1: the address of this article cannot be used"),
    ],
)
def test_what_cannot_stand_in_a_letter_is_a_problem_with_its_line(text: str, url: str, what: str) -> None:
    """Each mistake says where it stands and what it is."""
    assert wrong(text, url).startswith(what)


def test_a_path_is_quoted_in_the_address() -> None:
    """A file name may hold what an address may not."""
    place = Place(file="x", path="de/Größe & Maß", language="de")
    article = from_markdown("# Größe", place=place, url=TEMPLATE, languages=HOUSE)
    assert isinstance(article, Article)
    assert article.url == "https://help.example/de/Gr%C3%B6%C3%9Fe%20%26%20Ma%C3%9F"


def test_the_language_is_that_of_the_folder_or_of_the_file() -> None:
    """Else the first of the house; a word that only looks like a language is none."""
    assert language_of(("faq", "de", "x"), HOUSE) == "de"
    assert language_of(("invoice.de",), HOUSE) == "de"
    assert language_of(("it", "x.fr"), HOUSE) == "en"


def test_a_sitemap_gives_the_pages_that_have_titles() -> None:
    """Titles of pictures are not those of pages; a page without one is left out."""
    articles, problems = sitemap(
        "<url><loc>https://h.example/de/a</loc><title>Eins &amp; zwei</title></url>"
        "<url><loc>https://h.example/b</loc><news:news><news:publication><news:language>de</news:language>"
        "</news:publication><news:title>Drei</news:title><news:keywords>vier, fünf</news:keywords></news:news></url>"
        '<url><loc>https://h.example/c</loc><xhtml:link hreflang="de" href="https://h.example/c"/>'
        "<title>Sechs</title></url>"
        "<url><loc>https://h.example/d</loc><image:image><image:title>Bild</image:title></image:image></url>"
        "<url><loc>https://h.example/it</loc><news:news><news:language>it</news:language><news:title>Sette"
        "</news:title></news:news></url>"
    )
    assert problems == ()
    assert articles == (
        Article(title="Eins & zwei", url="https://h.example/de/a", language="de"),
        Article(title="Drei", url="https://h.example/b", language="de", text="vier, fünf"),
        Article(title="Sechs", url="https://h.example/c", language="de"),
    )


def test_an_entry_that_cannot_be_shown_is_a_problem() -> None:
    """As with files."""
    articles, problems = sitemap("<url><loc>http://h.example/</loc><title>A</title></url>")
    assert articles == ()
    assert problems[0].what.startswith("the address of this article cannot be used")


def test_an_entry_keeps_so_much_of_its_words_however_often_it_says_them() -> None:
    """An entry of nothing but keywords takes no longer than many entries."""
    articles, _ = sitemap(
        f"<url><loc>https://h.example/</loc><title>A</title>{'<keywords>word</keywords>' * 2_000}</url>"
    )
    assert articles[0].text == ("word " * 400).rstrip()


BOMB = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><urlset><url><loc>&b;</loc></url></urlset>'


@pytest.mark.parametrize(
    ("text", "what"),
    [
        (BOMB, "this sitemap cannot be used: a sitemap has no document type declaration"),
        ('<!DOCTYPE x SYSTEM "file:///etc/passwd"><urlset/>', "this sitemap cannot be used: a sitemap has no document"),
        ("<urlset><url></urlset>", "this is not XML: mismatched tag"),
        ("", "this is not XML: no element found"),
        ("<urlset>&b;</urlset>", "this is not XML: undefined entity"),
        ("\ud800", "this is not XML: lone surrogates"),
        ("<a>" * 30, "this sitemap cannot be used: its elements are nested too deeply"),
        ("<urlset>" + "<url/>" * 5_001, "this sitemap cannot be used: it has more than 5000 entries"),
        ("<sitemapindex/>", "this sitemap cannot be used: this file lists other sitemaps"),
        ("<urlset><url><loc>https://h.example/</loc></url></urlset>", "no entry of this sitemap has a title"),
    ],
)
def test_a_sitemap_that_is_none_is_one_problem(text: str, what: str) -> None:
    """Nothing is expanded, nothing is fetched, nothing grows."""
    articles, problems = from_sitemap(text, file="sitemap.xml", languages=HOUSE)
    assert articles == ()
    assert [problem.what[: len(what)] for problem in problems] == [what]


@given(st.text(max_size=400))
def test_any_text_is_an_article_or_a_problem(text: str) -> None:
    """Total, and what a letter shows is on one line and opens nothing but the web."""
    for made in (text, f"# {text}", f"---\ntitle: {text}\nurl: {text}\n---\n{text}"):
        article = read(made)
        if isinstance(article, Article):
            assert article.title.isprintable()
            assert article.url.startswith("https://")
            assert article.url.isascii()


@given(st.text(alphabet="<>/!-[]&;abc\n ", max_size=300))
def test_any_sitemap_is_read_or_refused(text: str) -> None:
    """Total as well."""
    from_sitemap(text, file="s", languages=HOUSE)
    sitemap(text)


@pytest.mark.parametrize("piece", ["](", "<!--", "<a", "[](", "---\n", "# "])
def test_a_file_of_nothing_but_marks_is_read(piece: str) -> None:
    """What makes expressions go back and forth is bounded."""
    assert len(plain(piece * 50_000)) <= 50_000 * len(piece)
