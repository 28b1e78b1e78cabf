"""Writes docs/rules.md, the reference of every table and key, from the tables themselves.

    python tools/rules_reference.py

A test compares the file with what this makes, so that the reference cannot drift.
"""

from __future__ import annotations

import json
import types
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BeforeValidator
from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined

from triaged.policy.accounts import PROFILES
from triaged.policy.read import inner_model
from triaged.policy.tables import LATER, NAMED, ORDERED, ROOT_ONLY, SINGLE
from triaged.policy.tables.base import Table
from triaged.policy.tables.judging import WhenTable
from triaged.policy.tables.kinds import Form, Language, Line, Paragraph

OUT = Path(__file__).resolve().parents[1] / "docs" / "rules.md"

HEAD = """\
# rules.toml: every table and key

This page is written by `tools/rules_reference.py` from the code that reads the file; a test compares them.
`triaged check` tells every mistake at once, each with file, line and column. `triaged check --full` prints every key
with the value that holds.

- Lists in `[[double brackets]]` are read from the top and the first entry that fits decides. Order matters
  nowhere else.
- *Working time* counts on the calendar that applies: `"45m"`, `"4h"`, `"1h30m"`, `"1 day"` (the same clock time on the
  next open day), `"end of day"`, `"end of next day"`. *Clock time* is what a watch shows: `"60s"`, `"30m"`, `"5 days"`.
- Text for people is given per language, `{ en = "…", de = "…" }`, in every language of `company.languages`.
- Where several values may stand, one may stand without brackets.
- A key that is not known is a mistake. So is a word of a later version: it is refused until it works.
- Secrets are named, never written: `credential:NAME` (systemd), `file:/path`, `env:NAME`, `cmd:program`. No message
  repeats what stands where a secret must stand.

## Files

`version = 1` may be given. `include = ["people.toml", …]` names further files, relative to the main one. Their tables
are merged; their `[[lists]]` come after the main file's, in the order of `include`; any other key may be given once.
These may stand in the main file only, so that whoever edits an included file cannot redirect mail: ROOT.

## Conditions

`when` in `[[rule]]` and `[[promise.row]]`, `like` in `[incident.NAME]`: all keys must fit, of a list one is enough.
`not.KEY` turns a key round. No rule sees what another rule has set; promise rows and incidents see the final urgency,
team and topic.

Words fit whole words, upper or lower case; a blank fits any white space; `*` stands for anything; `re:…` is a regular
expression in RE2's syntax, which is linear in time and has no look-around and no back-references. Conditions look at
the first 65,536 characters of a text. Addresses, file names and types are compared as a whole.

"""

SECTIONS: Mapping[str, str] = {
    "company": "Who we are",
    "calendar": "When we work",
    "person": "Who works",
    "team": "",
    "inbox": "Inboxes",
    "account": "",
    "customer": "Whom we know",
    "promise": "What we promise",
    "promise.row": "",
    "judge": "How mail is judged",
    "rule": "",
    "trust": "",
    "topic": "What mail is about",
    "fact": "",
    "incident": "",
    "articles": "",
    "burst": "",
    "letters": "What we write",
    "acknowledge": "",
    "renewal": "When time runs out",
    "ladder": "",
    "ladder.rung": "",
    "channel": "",
    "digest": "",
    "report": "",
    "close": "When threads close",
    "limits": "The machine",
    "health": "",
    "store": "",
}


def reference() -> str:
    """The whole page."""
    root = ", ".join(f"`{'.'.join(path)}`" for path in ROOT_ONLY if path[0] not in LATER)
    parts = [HEAD.replace("ROOT", root), *_keys(WhenTable)]
    models: dict[str, tuple[str, type[Table]]] = {name: (f"[{name}]", model) for name, model in SINGLE.items()}
    models |= {name: (f"[{name}.NAME]", model) for name, model in NAMED.items()}
    models |= {".".join(path): (f"[[{'.'.join(path)}]]", model) for path, model in ORDERED.items()}
    for name, title in SECTIONS.items():
        header, model = models.pop(name)
        if title:
            parts.append(f"\n## {title}\n")
        parts += _section(header, model)
        parts += _profiles() if name == "account" else []
    if models:
        raise SystemExit(f"no section for {', '.join(models)}")
    later = ", ".join(f"`{name}`" for name in sorted(LATER))
    parts.append(f"\n## Not in this version\n\nKnown words that are refused until they work: {later}.\n")
    return "\n".join(parts)


def _section(header: str, model: type[Table], level: int = 3) -> Iterator[str]:
    yield f"\n{'#' * level} `{header}`\n\n{_summary(model)}\n"
    yield from _keys(model)
    for name, info in model.model_fields.items():
        inner = inner_model(info.annotation)
        if inner is not None and not issubclass(inner, WhenTable):
            yield from _section(f"{header.strip('[]')}.{info.alias or name}", inner, level + 1)


def _summary(model: type[Table]) -> str:
    return (model.__doc__ or "").split("\n")[0]


def _keys(model: type[Table]) -> Iterator[str]:
    yield "| key | value | default | meaning |\n|---|---|---|---|"
    for name, info in model.model_fields.items():
        cells = (f"`{info.alias or name}`", _words(info), _default(info), info.description or "")
        yield "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"
    if model.later:
        yield f"\nNot in this version: {', '.join(f'`{key}`' for key in sorted(model.later))}."


def _words(info: FieldInfo) -> str:
    found = next((item.words for item in info.metadata if isinstance(item, Form)), None)
    words = found or _kind(info.annotation)
    if any(isinstance(item, BeforeValidator) for item in info.metadata):
        words = f"{words.removeprefix('list: ')}, or several"
    return words


def _kind(annotation: Any) -> str:
    """A kind of value in words."""
    if get_origin(annotation) is Annotated:
        base, *extra = get_args(annotation)
        form = next((item.words for item in extra if isinstance(item, Form)), None)
        if form is not None:
            return form
        inner = _kind(base)
        return f"{inner.removeprefix('list: ')}, or several" if inner.startswith("list: ") else inner
    if get_origin(annotation) in {Union, types.UnionType}:
        return _kind(next(part for part in get_args(annotation) if part is not type(None)))
    if get_origin(annotation) is list:
        return f"list: {_kind(get_args(annotation)[0])}"
    if get_origin(annotation) is dict:
        key, value = get_args(annotation)
        if key is Language and value in {Line, Paragraph}:
            return "text per language"
        return f"table: {_kind(key)} = {_kind(value)}"
    if isinstance(annotation, type) and issubclass(annotation, Table):
        return "table, below" if not issubclass(annotation, WhenTable) else "condition"
    return {bool: "true or false", int: "whole number", str: "text"}.get(annotation, "condition")


def _default(info: FieldInfo) -> str:
    default = info.default
    if default is PydanticUndefined:
        return "required"
    if default is None or default in ({}, "") or isinstance(default, Table):
        return ""
    return f"`{json.dumps(default, ensure_ascii=False)}`"


def _profiles() -> Iterator[str]:
    yield "\n#### Profiles\n\n| kind | imap | smtp | login | files_sent | pace |\n|---|---|---|---|---|---|"
    for kind, profile in PROFILES.items():
        ways = (["password"] if profile.passwords else []) + [f'oauth = "{grant}"' for grant in profile.scopes]
        servers = [f"`{server}`" if server else "required" for server in (profile.imap, profile.smtp)]
        pace = f"{profile.pace} a minute" if profile.pace else "no limit"
        files = "true" if profile.files_sent else "false"
        yield f"| `{kind}` | {' | '.join(servers)} | {', '.join(ways)} | {files} | {pace} |"
    yield "\nServers, token server, scope, `files_sent` and `pace` can be written and then win over the profile."


if __name__ == "__main__":
    OUT.write_text(reference(), encoding="utf-8")
