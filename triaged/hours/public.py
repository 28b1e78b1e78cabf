"""Public holidays by country and subdivision, frozen by year, named in the language of a letter.

The data are the `holidays` library's; they change with its releases, so `holidays_version` is recorded with each
promise. Its dictionaries grow when they are asked for another year; here every answer is for one year and a copy.
"""

import difflib
import re
import sys
from collections.abc import Mapping
from datetime import date
from functools import cache, lru_cache
from importlib import import_module
from importlib.util import find_spec, module_from_spec
from types import MappingProxyType, ModuleType

from triaged.hours.errors import UnknownHolidays

_CODE = re.compile(r"[A-Z]{2}")
_COUNTRIES = "holidays.countries"


@cache
def _library() -> ModuleType:
    """The library without its package of countries, which would load all 250 of them: 8 MB, and 0.14 s of every start.

    An empty package of that name stands in: the library asks it for one country's module at a time.
    """
    spec = find_spec(_COUNTRIES)
    if _COUNTRIES not in sys.modules and spec is not None:
        sys.modules[_COUNTRIES] = module_from_spec(spec)
    return import_module("holidays")


@cache
def holidays_version() -> str:
    """The release of the holiday data in use."""
    from holidays.version import __version__

    return __version__


@lru_cache(maxsize=256)
def holidays_of(country: str, subdivision: str, year: int, language: str) -> Mapping[date, str]:
    """The public holidays of one year with their names. `language` is a locale the library knows for the country."""
    found = _library().country_holidays(
        country, subdiv=subdivision or None, years=year, expand=False, language=language or None
    )
    return MappingProxyType(dict(found))


@lru_cache(maxsize=64)
def locale_for(country: str, language: str) -> str:
    """The library's locale for an ISO 639-1 language in this country, "" when it has no names in that language.

    Asked for a language it does not have, the library answers in English and says nothing.
    """
    locales = _supported(country)
    if language in locales:
        return language
    return next((known for known in locales if known.split("_")[0] == language), "")


@lru_cache(maxsize=64)
def own_locale(country: str) -> str:
    """The locale of the names a country itself uses, "" when the library has only one."""
    return _library().country_holidays(country).default_language or ""


@lru_cache(maxsize=64)
def split_country(text: str) -> tuple[str, str]:
    """Country and subdivision of "DE-HH" or "DE"; ("", "") for "none". Raises UnknownHolidays."""
    if text == "none":
        return "", ""
    country, dash, subdivision = text.partition("-")
    if _CODE.fullmatch(country) and (not dash or subdivision) and _has(country, subdivision):
        return country, subdivision
    # Listing every country imports them all, 0.14 s: only for the sake of a good hint.
    countries = _library().list_supported_countries()
    if country not in countries:
        close = difflib.get_close_matches(country.upper(), countries, n=1, cutoff=0.5)
        raise UnknownHolidays(
            f'there are no public holidays for the country "{country}" in "{text}"',
            hint=f'did you mean "{close[0]}"?' if close else 'write a code such as "DE", "DE-HH", "FR", or "none"',
        )
    known = countries[country]
    close = difflib.get_close_matches(subdivision, known, n=1)
    raise UnknownHolidays(
        f'"{country}" has no subdivision "{subdivision}"',
        hint=f'did you mean "{country}-{close[0]}"?' if close else f"known: {', '.join(known) or 'none'}",
    )


def _has(country: str, subdivision: str) -> bool:
    try:
        _library().country_holidays(country, subdiv=subdivision or None)
    except NotImplementedError:
        return False
    return True


def _supported(country: str) -> tuple[str, ...]:
    known = _library().country_holidays(country)
    languages = tuple(known.supported_languages)
    own = known.default_language
    return tuple(sorted(languages, key=lambda locale: locale != own)) or ((own,) if own else ())
