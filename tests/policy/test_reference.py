"""docs/rules.md is what the tables say."""

from pathlib import Path

from tools.rules_reference import reference
from triaged.policy.read import keys_of
from triaged.policy.tables import NAMED, ORDERED, SINGLE

ROOT = Path(__file__).parents[2]


def test_reference_is_up_to_date() -> None:
    """The page in docs/ is the one the tables give; `python tools/rules_reference.py` writes it."""
    assert (ROOT / "docs" / "rules.md").read_text(encoding="utf-8") == reference()


def test_reference_names_every_table_and_key() -> None:
    """No table and no key is missing, and every key says what it means."""
    page = reference()
    headers = [f"`[{name}]`" for name in SINGLE] + [f"`[{name}.NAME]`" for name in NAMED]
    headers += [f"`[[{'.'.join(path)}]]`" for path in ORDERED]
    for header in headers:
        assert f"### {header}" in page
    for model in (*SINGLE.values(), *NAMED.values(), *ORDERED.values()):
        for key in keys_of(model):
            assert f"| `{key}` |" in page
        assert all(info.description for info in model.model_fields.values())
