"""What a template may not do, found before it is used."""

from collections.abc import Iterator, Mapping

from jinja2 import nodes

from triaged.mail.moments import at, clock, day, here_and_there, opening, when

FILTERS = {"day": day, "clock": clock, "here_and_there": here_and_there, "opening": opening, "when": when, "at": at}
"""The filters of templates; all of them tell a time."""

_ALLOWED = (
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name, nodes.Getattr, nodes.Const, nodes.Filter, nodes.If,
    nodes.CondExpr, nodes.For, nodes.Compare, nodes.Operand, nodes.And, nodes.Or, nodes.Not, nodes.Concat,
)  # fmt: skip


def problems(tree: nodes.Template, known: Mapping[str, frozenset[str]]) -> Iterator[tuple[int, str]]:
    """What a template may not do, with its line: first what is written, then which values it asks for."""
    for found in tree.find_all(nodes.Node):
        if isinstance(found, nodes.For) and any(True for _ in found.find_all(nodes.For)):
            yield found.lineno, "a loop inside a loop is not allowed"
        elif not isinstance(found, _ALLOWED):
            name = type(found).__name__.lower()
            yield found.lineno, f"{name}: templates know values, filters, if and for, nothing else"
        elif isinstance(found, nodes.Filter) and found.name not in FILTERS:
            yield found.lineno, f"there is no filter {found.name}; the filters are {', '.join(FILTERS)}"
    yield from _unknown_values(tree, known)


def _unknown_values(tree: nodes.Template, known: Mapping[str, frozenset[str]]) -> Iterator[tuple[int, str]]:
    """Values and attributes that no letter has. In a loop, its item has what the items of that list have."""
    items: dict[int, tuple[str, str]] = {}
    for loop in tree.find_all(nodes.For):
        if isinstance(loop.target, nodes.Name) and isinstance(loop.iter, nodes.Name):
            items |= {id(inside): (loop.target.name, loop.iter.name) for inside in loop.find_all(nodes.Node)}
    for name in tree.find_all(nodes.Name):
        if name.name not in known and items.get(id(name), ("", ""))[0] != name.name:
            yield name.lineno, f"{name.name} is not defined; the values are {', '.join(known)}"
    for part in tree.find_all(nodes.Getattr):
        if not isinstance(part.node, nodes.Name):
            yield part.lineno, f"{part.attr} is not defined"
            continue
        item, listed = items.get(id(part), ("", ""))
        source = listed if item == part.node.name else part.node.name
        if part.attr not in known.get(source, frozenset()):
            yield part.lineno, f"{part.node.name}.{part.attr} is not defined"
