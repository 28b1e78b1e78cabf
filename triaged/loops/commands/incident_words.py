"""What `triaged incident …` was asked for: inbox, name, texts, times, conditions, read from a request's arguments."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from triaged.decide.alike import not_kept
from triaged.decide.incident import MOST_WORDS, missing_texts, too_long
from triaged.errors import CommandRefused
from triaged.loops.commands.request import Request
from triaged.model.thread import Thread
from triaged.policy.problems import Wrong
from triaged.policy.quantities import parse_clock
from triaged.policy.shape import InboxEntry, Policy, When

LONGEST_AGO = timedelta(days=7)
SHORTEST_NEWS, LONGEST_NEWS = timedelta(minutes=15), timedelta(days=7)


def inbox_of(request: Request, seed: Thread | None) -> InboxEntry:
    """The incident's inbox: the one named, else that of the thread, else the only one. Raises CommandRefused."""
    inboxes, name = request.policy.inboxes, request.text("inbox") or (seed.inbox if seed else "")
    if name and name not in inboxes:
        raise CommandRefused(f"there is no inbox {name!r}; rules.toml knows: {', '.join(inboxes)}")
    if seed is not None and name != seed.inbox:
        raise CommandRefused(f"{seed.reference} is in the inbox {seed.inbox}, not in {name}")
    if not name and len(inboxes) > 1:
        raise CommandRefused(f"say whose mail it is about: --inbox {' | '.join(inboxes)}")
    inbox = inboxes[name] if name else next(iter(inboxes.values()))
    if inbox.send == "off":
        raise CommandRefused(f"letters are switched off for the inbox {inbox.key}: nobody could be told")
    return inbox


def name_of(request: Request) -> tuple[str, str]:
    """The incident's name, and its key where it was prepared."""
    text = request.text("name").strip()
    entry = request.policy.incidents.get(text)
    if entry is not None:
        first = request.policy.company.languages[0]
        return entry.name.get(first) or next(iter(entry.name.values()), entry.key), entry.key
    if not text:
        raise CommandRefused("give the key of a prepared incident, or say in a few words what is wrong")
    return text, ""


def says_of(request: Request, prepared: str) -> Mapping[str, str]:
    """What customers are told, in every language: prepared, and what was given in its place. Raises CommandRefused."""
    says = {**(request.policy.incidents[prepared].say if prepared else {}), **texts_of(request)}
    refuse_texts(says, request.policy)
    return says


def texts_of(request: Request) -> dict[str, str]:
    """The texts given as LANGUAGE=TEXT, by language. Raises CommandRefused."""
    given = request.arguments.get("text", [])
    if not isinstance(given, list) or not all(isinstance(one, str) for one in given):
        raise CommandRefused("text must be a list of LANGUAGE=TEXT")
    texts: dict[str, str] = {}
    for one in given:
        language, sign, text = one.partition("=")
        if not sign or language.strip() not in request.policy.company.languages:
            known_ones = ", ".join(f"{code}=…" for code in request.policy.company.languages)
            raise CommandRefused(f"a text begins with its language: {known_ones}")
        texts[language.strip()] = " ".join(text.split())
    return texts


def refuse_texts(says: Mapping[str, str], policy: Policy) -> None:
    """Raises CommandRefused where a customer would hear nothing in their language, or too much."""
    if missing := missing_texts(says, policy):
        ways = " ".join(f"--text {language}=…" for language in missing)
        raise CommandRefused(f"customers read {', '.join(missing)} too: add {ways}")
    if long := too_long(says):
        raise CommandRefused(f"the text in {', '.join(long)} is too long: at most {MOST_WORDS} words")


def news_every(request: Request) -> timedelta | None:
    """How often there are news, None where nothing was said. Raises CommandRefused."""
    words = request.text("news")
    if not words:
        return None
    try:
        every = parse_clock(words)
    except Wrong as error:
        raise CommandRefused(f"news: {error.what}: write {error.expected}") from error
    if not SHORTEST_NEWS <= every <= LONGEST_NEWS:
        raise CommandRefused("news: at least every week, at most every 15 minutes")
    return every


def since_of(request: Request, inbox: InboxEntry) -> datetime | None:
    """When it began, as a clock time of today or a day and time, by the team's clock. Raises CommandRefused."""
    words = request.text("since")
    if not words:
        return None
    zone = ZoneInfo(request.policy.calendars[request.policy.teams[inbox.team].calendar].zone)
    local = request.now.astimezone(zone)
    try:
        text = words if len(words) > len("23:59") else f"{local:%Y-%m-%d} {words:0>5}"
        since = datetime.fromisoformat(text)
    except ValueError as error:
        raise CommandRefused(f'since: write "10:50", or "{local:%Y-%m-%d} 10:50"') from error
    since = (since if since.tzinfo else since.replace(tzinfo=zone)).astimezone(request.now.tzinfo)
    if not request.now - LONGEST_AGO <= since <= request.now:
        raise CommandRefused("since: a time of the last seven days")
    return since


def condition_asked(request: Request, prepared: str, seed: Thread | None) -> tuple[str, When | None]:
    """By which [[rule]] (its name, "" for none) and which condition threads are found. Raises CommandRefused."""
    policy, name = request.policy, request.text("match")
    if name and seed is not None:
        raise CommandRefused("give --match or --like, not both")
    if seed is not None:
        return "", None
    if not name:
        like = policy.incidents[prepared].like if prepared else None
        return "", None if like is None or not_kept(like) else like
    if name in policy.incidents:
        return "", _askable(policy.incidents[name].like, name)
    rule = next((rule for rule in policy.rules if rule.name == name), None)
    if rule is None:
        names = ", ".join([*policy.incidents, *(f'"{rule.name}"' for rule in policy.rules)])
        raise CommandRefused(f"rules.toml knows no rule and no incident {name!r}; it knows: {names or 'none'}")
    return rule.name, _askable(rule.when, name)


def _askable(when: When, name: str) -> When:
    if parts := not_kept(when):
        raise CommandRefused(f"{name!r} asks for {', '.join(parts)}, which is not kept of a mail: use another rule")
    return when
