"""Public holidays by country and subdivision, frozen by year, named in the language of a letter.

The data are the `holidays` library's; they change with its releases, so `holidays_version` is recorded with each
promise. Its dictionaries grow when they are asked for another year; here every answer is for one year and a copy.
"""

import difflib
import re
from collections.abc import Mapping
from datetime import date
from functools import cache, lru_cache
from types import MappingProxyType

from triaged.hours.errors import UnknownHolidays

_CODE = re.compile(r"[A-Z]{2}")


@cache
def holidays_version() -> str:
    """The release of the holiday data in use."""
    from holidays.version import __version__

    return __version__


@lru_cache(maxsize=256)
def holidays_of(country: str, subdivision: str, year: int, language: str) -> Mapping[date, str]:
    """The public holidays of one year with their names. `language` is a locale the library knows for the country."""
    import holidays

    found = holidays.country_holidays(
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
    import holidays

    return holidays.country_holidays(country).default_language or ""


@lru_cache(maxsize=64)
def split_country(text: str) -> tuple[str, str]:
    """Country and subdivision of "DE-HH" or "DE"; ("", "") for "none". Raises UnknownHolidays."""
    import holidays

    if text == "none":
        return "", ""
    country, dash, subdivision = text.partition("-")
    if _CODE.fullmatch(country) and (not dash or subdivision) and _has(country, subdivision):
        return country, subdivision
    # Listing every country imports them all, 0.14 s: only for the sake of a good hint.
    countries = holidays.list_supported_countries()
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
    import holidays

    try:
        holidays.country_holidays(country, subdiv=subdivision or None)
    except NotImplementedError:
        return False
    return True


def _supported(country: str) -> tuple[str, ...]:
    import holidays

    known = holidays.country_holidays(country)
    languages = tuple(known.supported_languages)
    own = known.default_language
    return tuple(sorted(languages, key=lambda locale: locale != own)) or ((own,) if own else ())
