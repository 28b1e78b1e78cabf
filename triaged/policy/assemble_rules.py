"""How mail is judged and what is promised: rules, promise rows, and the tables around them."""

from triaged.policy.conditions import condition
from triaged.policy.read import Tables
from triaged.policy.shape import PromisePolicy, PromiseRow, Rule, Trust
from triaged.policy.sources import Sources


def rules(sources: Sources, tables: Tables) -> tuple[Rule, ...]:
    """The [[rule]] entries, in order."""
    found = []
    for number, entry in enumerate(tables.ordered["rule",], 1):
        table = entry.table
        file, line = sources.line(entry.path)
        found.append(
            Rule(
                name=table.name or f"rule {number}",
                when=condition(table.when),
                urgency=table.urgency,
                kind=table.kind,
                team=table.team,
                customer=table.customer,
                trusted=table.trusted,
                acknowledge=table.acknowledge and table.acknowledge.word,
                acknowledge_after=table.acknowledge and table.acknowledge.wait,
                topic=table.topic,
                articles=table.articles,
                tell=tuple(table.tell or ()),
                file=file,
                line=line,
            )
        )
    return tuple(found)


def promise(sources: Sources, tables: Tables) -> PromisePolicy:
    """[promise] with its rows, in order."""
    rows = []
    for number, entry in enumerate(tables.ordered["promise", "row"], 1):
        file, line = sources.line(entry.path)
        rows.append(
            PromiseRow(
                name=entry.table.name or f"row {number}",
                when=condition(entry.table.when),
                reply=entry.table.reply,
                next=entry.table.next,
                update=entry.table.update,
                solve=entry.table.solve,
                calendar=entry.table.calendar or "",
                file=file,
                line=line,
            )
        )
    table = tables.single["promise"].table
    return PromisePolicy(
        basis=table.basis,
        forecast_level=table.forecast_level,
        round_to=table.round_to,
        after_opening=table.after_opening,
        at_least=table.at_least,
        at_most=table.at_most,
        rows=tuple(rows),
    )


def trust(tables: Tables) -> Trust:
    """[trust]. Server names are compared in lower case (RFC 8601 §2.5)."""
    table = tables.single["trust"].table
    return Trust(
        results_of=frozenset(name.lower() for name in table.results_of),
        own_mail=table.own_mail,
        unproven=table.unproven,
    )
