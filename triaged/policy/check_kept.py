"""[topic.*] [fact.*] [incident.*] [articles] [burst] [channel.*] and [[ladder.rung]] against the rest."""

from datetime import timedelta

from triaged.model.lesson import NO_TOPIC
from triaged.policy.check_rules import condition_names, everyone, hearers
from triaged.policy.checker import MAIL, Checker
from triaged.policy.problems import shortened
from triaged.policy.read import Entry
from triaged.policy.shape import ATTACHMENT
from triaged.policy.tables.keeping import ChannelTable

MOST_WORDS = 10
_SHORTEST, _LONGEST = timedelta(minutes=10), timedelta(hours=24)
_BELONGS = {"sign": "webhook", "room": "matrix", "token": "matrix"}
_NEEDS = {"matrix": ("room", "token")}


def check_kept(checker: Checker) -> None:
    """Problems are added to the checker's sources."""
    _topics(checker)
    _facts(checker)
    _incidents(checker)
    _articles(checker)
    _burst(checker)
    for name, entry in checker.named("channel").items():
        if name == MAIL:
            checker.sources.problem(entry.path, 'a channel cannot be called "mail": the word has a meaning', key=True)
        _channel(checker, entry)
    for entry in checker.tables.ordered["ladder", "rung"]:
        hearers(checker, entry.at("tell"), entry.table.tell, ("owner", "team"))
        checker.channels(entry.at("by"), entry.table.by)


def _topics(checker: Checker) -> None:
    """Names, references, and that no folder belongs to two topics."""
    folders: dict[str, str] = {}
    for key, entry in checker.named("topic").items():
        if key == NO_TOPIC:
            checker.sources.problem(entry.path, f'a topic cannot be called "{NO_TOPIC}": it means none', key=True)
        for index, folder in enumerate(entry.table.folders):
            first = folders.setdefault(folder, key)
            if first != key:
                what = f'"{shortened(folder)}" is already a folder of topic "{first}"'
                checker.sources.problem(entry.at("folders", index), what, hint="mail in it is about one topic")
        checker.texts(entry.at("name"), entry.table.name, needed=True)
        checker.texts(entry.at("means"), entry.table.means)
        if entry.table.team is not None:
            checker.reference(entry.at("team"), entry.table.team, "team", everyone(checker))
        for index, name in enumerate(entry.table.needs or ()):
            checker.reference(entry.at("needs", index), name, "fact")


def _facts(checker: Checker) -> None:
    """Each can be found, and asked for in few words."""
    for name, entry in checker.named("fact").items():
        checker.texts(entry.at("ask"), entry.table.ask, needed=True)
        if not entry.table.find and name != ATTACHMENT and not checker.tables.flawed(*entry.at("find")):
            hint = 'find = "re:…", or "attachment:image/*"'
            checker.sources.problem(entry.path, f"a fact needs `find`, but for [fact.{ATTACHMENT}]", hint=hint)
        for language, text in entry.table.ask.items():
            if len(text.split()) > MOST_WORDS:
                what = f"`fact.ask` has more than {MOST_WORDS} words"
                checker.sources.problem(entry.at("ask", language), what, hint="letters are short: name it, no more")


def _incidents(checker: Checker) -> None:
    for entry in checker.named("incident").values():
        checker.texts(entry.at("name"), entry.table.name, needed=True)
        checker.texts(entry.at("say"), entry.table.say, needed=True)
        condition_names(checker, entry.at("like"), entry.table.like)
        if entry.table.suggest is not None:
            hearers(checker, entry.at("suggest", "tell"), entry.table.suggest.tell)


def _articles(checker: Checker) -> None:
    """There are articles somewhere, and `url` is of those that have a place in a folder."""
    entry = checker.tables.single["articles"]
    if "articles" not in checker.sources.tree or checker.tables.flawed("articles"):
        return
    if not entry.table.folder and not entry.table.sitemap:
        expected = 'folder = "articles" or sitemap = "sitemap.xml"'
        checker.sources.problem(entry.path, "[articles] says nowhere where they are", expected, key=True)
    elif entry.table.url and not entry.table.folder:
        what = "`articles.url` belongs to articles in a folder: a sitemap has every address itself"
        checker.sources.problem(entry.at("url"), what, key=True)


def _burst(checker: Checker) -> None:
    entry = checker.tables.single["burst"]
    hearers(checker, entry.at("tell"), entry.table.tell)
    if not _SHORTEST <= entry.table.within <= _LONGEST and not checker.tables.flawed(*entry.at("within")):
        checker.sources.problem(entry.at("within"), "`burst.within` cannot be used", '"10m" to "24h"')


def _channel(checker: Checker, entry: Entry[ChannelTable]) -> None:
    """What only some kinds of channels have, and what they cannot do without."""
    table = entry.table
    if checker.tables.flawed(*entry.at("kind")):
        return
    for key, kind in _BELONGS.items():
        if getattr(table, key) and table.kind != kind:
            checker.sources.problem(entry.at(key), f"`{key}` belongs to channels of kind {kind}", key=True)
    for key in _NEEDS.get(table.kind, ()):
        if not getattr(table, key) and not checker.tables.flawed(*entry.at(key)):
            checker.sources.problem(entry.path, f"a channel of kind {table.kind} needs `{key}`", key=True)
