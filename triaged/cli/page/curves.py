"""The picture of how fast mail is answered: one curve for each row, and the time that is suggested."""

from collections.abc import Mapping, Sequence
from typing import Any

from triaged.cli.page.markup import Markup, joined, tag
from triaged.cli.page.pictures import BOTTOM, HEIGHT, LEFT, RIGHT, TOP, WIDTH, grid, picture
from triaged.cli.page.scale import Scale

COLOURS = 5
DASHES = ("none", "8 4", "2 3", "12 3 2 3", "5 5")
"""Curves differ by their line too: nobody has to tell colours apart."""
Row = Mapping[str, Any]


def curves(rows: Sequence[Row], level: float) -> Markup:
    """Share of mails that were answered, over working hours."""
    most = max((row["reply_hours"] for row in rows), default=1.0) * 1.3
    along, up = Scale(most, LEFT, WIDTH - RIGHT), Scale(1.0, HEIGHT - BOTTOM, TOP)
    parts = [
        *grid(Scale(100.0, HEIGHT - BOTTOM, TOP), "{:g} %"),
        *_hours(along),
        tag("line", class_="level", x1=LEFT, x2=WIDTH - RIGHT, y1=up.at(level), y2=up.at(level)),
        *(_curve(row, place, along, up) for place, row in enumerate(rows)),
    ]
    told = "; ".join(f"{row['row']}: {row['reply']} keeps {100 * row['kept']:.0f} of 100" for row in rows)
    return picture(f"Share of mails answered by working hours. {told}.", *parts)


def line(place: int) -> Markup:
    """The line of a curve, for the legend."""
    drawn = tag("line", x1=0, x2=36, y1=5, y2=5, **_stroke(place))
    return tag("svg", drawn, class_="swatch", viewBox="0 0 36 10", width=36, height=10, aria_hidden="true")


def _stroke(place: int) -> dict[str, str]:
    return {"class_": f"curve c{place % COLOURS}", "stroke_dasharray": DASHES[place % len(DASHES)]}


def _curve(row: Row, place: int, along: Scale, up: Scale) -> Markup:
    """Steps from one answer to the next, and a dot where the suggested time lies."""
    path = [f"M{along.at(0):.1f} {up.at(0):.1f}"]
    for hours, share in row["curve"]:
        if hours > along.most:
            break
        path.append(f"H{along.at(hours):.1f}V{up.at(share):.1f}")
    path.append(f"H{along.end:.1f}")
    dot = tag("circle", class_=f"d{place % COLOURS}", cx=along.at(row["reply_hours"]), cy=up.at(row["kept"]), r=5)
    return joined((tag("path", d="".join(path), **_stroke(place)), dot))


def _hours(along: Scale) -> list[Markup]:
    return [
        tag("text", f"{hours:g} h", class_="axis", x=along.at(hours), y=HEIGHT - 12, text_anchor="middle")
        for hours in along.ticks(8)
    ]
