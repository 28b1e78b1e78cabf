"""Reads the owner's files: rules.toml with what it includes, changed templates, help articles."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from triaged.errors import ConfigurationError, FileUnreadable

if TYPE_CHECKING:
    from triaged.mail.wording import Wording
    from triaged.model.article import Article
    from triaged.policy.shape import ArticlesPolicy, Policy, Problem
    from triaged.rules.articles import Shelf

LARGEST_TEMPLATE = 1 << 20
SYSTEM_STATE = Path("/var/lib/triaged")
SYSTEM_SOCKET = Path("/run/triaged/control.sock")
"""Where the systemd unit keeps state and listens."""


def default_rules() -> Path:
    """Where rules.toml is looked for: $TRIAGED_RULES, ./rules.toml, $XDG_CONFIG_HOME/triaged, /etc/triaged."""
    if named := os.environ.get("TRIAGED_RULES"):
        return Path(named)
    config = Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config")
    places = (Path("rules.toml"), config / "triaged" / "rules.toml", Path("/etc/triaged/rules.toml"))
    return next((place for place in places if place.is_file()), places[0])


def _system_runs() -> bool:
    """Whether the systemd unit's daemon listens here. Who may not enter its directory is told so by the socket."""
    try:
        return SYSTEM_SOCKET.exists()
    except PermissionError:
        return True


def state_directory() -> Path:
    """Where state is kept by default: systemd's $STATE_DIRECTORY, else $XDG_STATE_HOME/triaged."""
    if named := os.environ.get("STATE_DIRECTORY"):
        return Path(named.split(":")[0])
    if _system_runs():
        return SYSTEM_STATE
    return Path(os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state") / "triaged"


def default_store() -> str:
    """The store's URL where rules.toml names none."""
    return f"sqlite:{state_directory() / 'triaged.db'}"


def read_text(name: str) -> str:
    """A text file. Raises FileUnreadable with what a person can do about it."""
    try:
        return Path(name).read_text("utf-8")
    except FileNotFoundError as error:
        raise FileUnreadable(f"{name}: there is no such file") from error
    except UnicodeDecodeError as error:
        raise FileUnreadable(f"{name}: not UTF-8 text (byte {error.start})") from error
    except OSError as error:
        raise FileUnreadable(f"{name}: cannot be read ({error.strerror})") from error


def load_policy(path: Path) -> Policy:
    """rules.toml as a frozen value. Raises PolicyProblems with every mistake, FileUnreadable."""
    from triaged.policy.load import load

    return load(str(path), read_text, default_store=default_store())


def load_wording(policy: Policy, rules: Path) -> Wording:
    """The shipped templates with the owner's in place of those of the same name.

    Where the owner changed some, every letter is rendered once, so that a mistake is found now and not by the first
    customer. Raises ConfigurationError, FileUnreadable.
    """
    from triaged.mail.shipped import shipped_templates
    from triaged.mail.wording import Wording

    folder = rules.parent / policy.letters.templates
    changed = {}
    if policy.letters.templates:
        if not folder.is_dir():
            raise ConfigurationError(f"letters.templates: there is no folder {folder}")
        for path in sorted(folder.glob("*/*.txt")):
            if path.stat().st_size > LARGEST_TEMPLATE:
                raise FileUnreadable(f"{path}: larger than any template may be (1 MiB)")
            changed[path.relative_to(folder).as_posix()] = read_text(str(path))
    wording = Wording(shipped_templates(), changed, folder=str(folder))
    if changed:
        wording.check()
    return wording


def load_articles(policy: Policy, rules: Path) -> Shelf:
    """The help articles that rules.toml names, ready to be looked through; an empty shelf where it names none.

    Articles in a language that the house does not write are left out. Raises PolicyProblems with every mistake in them,
    ConfigurationError, FileUnreadable.
    """
    from triaged.policy.articles import MOST
    from triaged.policy.problems import PolicyProblems
    from triaged.policy.shape import Problem
    from triaged.rules.articles import NO_SHELF, shelf

    if policy.articles is None:
        return NO_SHELF
    read = [*_folder_articles(policy, policy.articles, rules), *_sitemap_articles(policy, policy.articles, rules)]
    problems = [one for one in read if isinstance(one, Problem)]
    if problems:
        raise PolicyProblems(problems)
    found = [one for one in read if not isinstance(one, Problem)]
    if len(found) > MOST:
        raise ConfigurationError(f"articles: there are {len(found)}, and {MOST} is the most that are looked through")
    if not found:
        raise ConfigurationError(f"articles: there is none in {policy.articles.folder or policy.articles.sitemap}")
    return shelf(found)


def _folder_articles(policy: Policy, articles: ArticlesPolicy, rules: Path) -> Iterator[Article | Problem]:
    from triaged.policy.articles import LARGEST, MOST, Place, from_markdown, language_of

    folder = rules.parent / articles.folder
    if not articles.folder:
        return
    if not folder.is_dir():
        raise ConfigurationError(f"articles.folder: there is no folder {folder}")
    languages = policy.company.languages
    paths = sorted(path for path in folder.rglob("*.md") if not path.name.startswith((".", "_")))
    for path in paths[: MOST + 1]:
        parts = path.relative_to(folder).with_suffix("").parts
        place = Place(file=str(path), path="/".join(parts), language=language_of(parts, languages))
        yield from_markdown(_bounded(path, LARGEST), place=place, url=articles.url, languages=languages)


def _sitemap_articles(policy: Policy, articles: ArticlesPolicy, rules: Path) -> Iterator[Article | Problem]:
    from triaged.policy.articles import LARGEST_SITEMAP, from_sitemap

    if articles.sitemap:
        path = rules.parent / articles.sitemap
        text = _bounded(path, LARGEST_SITEMAP)
        found, problems = from_sitemap(text, file=str(path), languages=policy.company.languages)
        yield from found
        yield from problems


def _bounded(path: Path, most: int) -> str:
    """The text of a file of at most so many octets. Raises FileUnreadable."""
    if path.is_file() and path.stat().st_size > most:
        raise FileUnreadable(f"{path}: larger than it may be ({most >> 10} KiB)")
    return read_text(str(path))


def socket_path(policy: Policy) -> Path:
    """Where the daemon of this policy listens."""
    return _socket(policy.store.socket, policy.store.url)


def daemon_socket(rules: Path) -> Path:
    """Where the daemon that runs under this rules.toml listens, read from its [store] alone.

    The rest of the file is not checked: the daemon may go on under an older one, and must be reachable all the same.
    Raises FileUnreadable.
    """
    try:
        store = tomllib.loads(read_text(str(rules))).get("store", {})
    except tomllib.TOMLDecodeError:
        store = {}
    if not isinstance(store, dict):
        store = {}
    return _socket(str(store.get("socket", "")), str(store.get("url", default_store())))


def _socket(socket: str, url: str) -> Path:
    """store.socket, else systemd's runtime directory, else beside the SQLite file."""
    if socket:
        return Path(socket)
    if named := os.environ.get("RUNTIME_DIRECTORY"):
        return Path(named.split(":")[0]) / "control.sock"
    if _system_runs() and url == f"sqlite:{SYSTEM_STATE / 'triaged.db'}":
        return SYSTEM_SOCKET
    if url.startswith("sqlite:"):
        return Path(url.removeprefix("sqlite:").removeprefix("//")).with_suffix(".sock")
    runtime = os.environ.get("XDG_RUNTIME_DIR") or f"/run/user/{os.getuid()}"
    return Path(runtime) / "triaged" / "control.sock"
