"""Public holidays are the library's, though only the countries that are asked for are loaded."""

import json
import subprocess
import sys

OURS = """
import json, sys
from triaged.hours.public import _library
library = _library()
loaded = sum(name.startswith("holidays.countries.") for name in sys.modules)
library.country_holidays("DE", subdiv="BY", years=2026)
print(loaded, sum(name.startswith("holidays.countries.") for name in sys.modules))
print(json.dumps({code: [str(day) for day in sorted(library.country_holidays(code, years=2026))]
                  for code in library.list_supported_countries()}))
"""
THEIRS = """
import json
import holidays, holidays.countries
print(json.dumps({code: [str(day) for day in sorted(holidays.country_holidays(code, years=2026))]
                  for code in holidays.list_supported_countries()}))
"""


def _printed_by(code: str) -> list[str]:
    return subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout.splitlines()


def test_every_country_has_the_holidays_it_has_in_the_library_loaded_whole() -> None:
    """What is asked for is loaded alone, and what it says is the same."""
    counts, ours = _printed_by(OURS)
    [theirs] = _printed_by(THEIRS)
    assert counts == "0 1"
    assert len(json.loads(theirs)) > 200
    assert json.loads(ours) == json.loads(theirs)
