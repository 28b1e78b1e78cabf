"""A help article of the house, and what a letter says of one."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """An article as a letter names it: its title on one line, its address (https, the same for every customer)."""

    title: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One help article in one language. `text` is what it says without markup, "" where only its title is known."""

    title: str
    url: str
    language: str
    text: str = ""

    @property
    def offer(self) -> Offer:
        """What a letter says of it."""
        return Offer(title=self.title, url=self.url)
