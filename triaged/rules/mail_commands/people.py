"""What does an agent order by mail: whom a name means."""

from collections.abc import Mapping

from triaged.policy.typed import spellings


def directory(people: Mapping[str, str]) -> Mapping[str, tuple[str, ...]]:
    """The keys of those who are called so, by every spelling of a key, of a full name, and of a first name.

    A key means its person only, whoever else has that first name; a full name goes before a first name.
    """
    keys: dict[str, tuple[str, ...]] = {}
    full: dict[str, tuple[str, ...]] = {}
    first: dict[str, tuple[str, ...]] = {}
    for key, name in people.items():
        for found, words in ((keys, key), (full, name), (first, name.split()[0] if name.split() else "")):
            for form in spellings(words) if words else ():
                found[form] = (*found.get(form, ()), key)
    return first | full | keys
