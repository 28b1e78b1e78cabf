"""Pictures of counts: what became of the promises of each week, for which hours they were made, a share."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from triaged.cli.page.markup import Markup, joined, tag
from triaged.cli.page.scale import Scale

OUTCOMES: Mapping[str, tuple[str, str]] = {
    "kept": ("kept", "kept"),
    "renewed": ("renewed", "told in time that we are late"),
    "missed": ("missed", "missed"),
    "closed_unanswered": ("closed", "closed unanswered"),
    "open": ("open", "open: nobody knows yet"),
}
"""Outcomes of promises from the bottom of a bar up: class of the colour, words of the legend."""
WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 720, 260, 48, 12, 12, 34


def weeks(groups: Sequence[Mapping[str, Any]]) -> Markup:
    """A bar for each week with its promises by outcome."""
    totals = [sum(group["promises"][key] for key in OUTCOMES) for group in groups]
    bars = [_stack(group["promises"]) for group in groups]
    label = f"Promises by week and outcome, {len(groups)} weeks; the figures stand in the table below."
    return _columns([group["group"] for group in groups], bars, max(totals, default=0), label)


def hours(by_hour: Mapping[str, int]) -> Markup:
    """A bar for each hour of the day for which customers were told a time."""
    first, last = int(min(by_hour)), int(max(by_hour))
    names = [f"{hour:02}" for hour in range(first, last + 1)]
    bars = [[("kept", by_hour.get(name, 0))] for name in names]
    most = max(by_hour.values())
    busiest = next(hour for hour, number in by_hour.items() if number == most)
    label = (
        f"Promised times by hour of the day, {first} to {last} h; most, {most}, between {busiest} h and the next hour."
    )
    return _columns(names, bars, most, label)


def bar(share: float) -> Markup:
    """A share as a bar; the figure beside it says the same."""
    plate = tag("rect", class_="plate", width=100, height=10)
    filled = tag("rect", class_="kept", width=100.0 * share, height=10)
    return tag("svg", plate, filled, class_="bar", viewBox="0 0 100 10", preserveAspectRatio="none", aria_hidden="true")


def legend(groups: Sequence[Mapping[str, Any]]) -> Iterator[tuple[str, str]]:
    """Colour and words of each outcome that there was."""
    return (words for key, words in OUTCOMES.items() if any(group["promises"][key] for group in groups))


def swatch(class_: str) -> Markup:
    """A small square of a colour."""
    square = tag("rect", class_=class_, width=10, height=10)
    return tag("svg", square, class_="swatch", viewBox="0 0 10 10", width=12, height=12, aria_hidden="true")


def grid(scale: Scale, words: str = "{:g}") -> Iterator[Markup]:
    """Lines across the picture at round values, and the values."""
    for value in scale.ticks():
        y = scale.at(value)
        yield tag("line", class_="grid", x1=LEFT, x2=WIDTH - RIGHT, y1=y, y2=y)
        yield tag("text", words.format(value), class_="axis", x=LEFT - 8, y=y + 4, text_anchor="end")


def picture(label: str, *parts: Markup) -> Markup:
    """A drawing that a screen reader calls by its label."""
    return tag("svg", *parts, class_="picture", viewBox=f"0 0 {WIDTH} {HEIGHT}", role="img", aria_label=label)


def _stack(promises: Mapping[str, int]) -> list[tuple[str, int]]:
    return [(class_, promises[key]) for key, (class_, _) in OUTCOMES.items()]


def _columns(names: Sequence[str], bars: Sequence[Sequence[tuple[str, int]]], most: int, label: str) -> Markup:
    up = Scale(max(most, 1), HEIGHT - BOTTOM, TOP)
    wide = (WIDTH - LEFT - RIGHT) / max(len(names), 1)
    every = -(-len(names) // 14)
    drawn: list[Markup] = []
    for place, (name, parts) in enumerate(zip(names, bars, strict=True)):
        x, below = LEFT + wide * place, 0
        for class_, number in parts:
            if number:
                top, bottom = up.at(below + number), up.at(below)
                drawn.append(
                    tag("rect", class_=class_, x=x + wide * 0.15, y=top, width=wide * 0.7, height=bottom - top)
                )
            below += number
        if place % every == 0:
            drawn.append(tag("text", name, class_="axis", x=x + wide / 2, y=HEIGHT - 12, text_anchor="middle"))
    return picture(label, joined(grid(up)), joined(drawn))
