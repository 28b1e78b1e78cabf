"""Templates into words: loaded and judged once, rendered in microseconds, never the reason that no promise is told.

A template is a text with values, filters, `if` and one level of `for`: nothing else of Jinja2 is let through, so that
no template can run long, grow large, or reach anything but the documented values. Customer text is always a value.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from difflib import get_close_matches

from jinja2 import StrictUndefined, Template, TemplateError, TemplateSyntaxError, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment

from triaged.errors import ConfigurationError
from triaged.mail import letter_values as values
from triaged.mail.letter_cases import acknowledgement_cases, health_cases, notice_cases
from triaged.mail.moments import LANGUAGES, Moment, clock, day, here_and_there, opening
from triaged.mail.plain import reply_subject
from triaged.mail.reference import printed
from triaged.mail.safe_words import NO_SUBJECT, safe_acknowledgement, safe_health, safe_notice
from triaged.model.letter import Acknowledgement, Trouble
from triaged.model.thread import Thread
from triaged.policy.shape import Policy

LIMIT = 64 * 1024
"""Characters a template may have, and a letter may grow to."""

_BETWEEN = "\n———\n\n"
"""Between the two texts of a letter in two languages."""

_FILTERS = {"day": day, "clock": clock, "here_and_there": here_and_there, "opening": opening}
_ALLOWED = (
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name, nodes.Getattr, nodes.Const, nodes.Filter, nodes.If,
    nodes.CondExpr, nodes.For, nodes.Compare, nodes.Operand, nodes.And, nodes.Or, nodes.Not, nodes.Concat,
)  # fmt: skip
_ATTRIBUTES = frozenset(attr for known in values.NAMES.values() for attrs in known.values() for attr in attrs)
_VALUES = (values.Named, values.PromiseValue, values.ClosedValue, values.ThreadLine, values.TroubleLine)
_FAULTS = (TemplateError, ArithmeticError, AttributeError, LookupError, TypeError, ValueError, RecursionError)
_BLANK_LINES = re.compile(r"\n{3,}")


@dataclass(frozen=True, slots=True)
class Worded:
    """A letter in words. `problem` is "" or why a template failed and the safe built-in text stands here (P13)."""

    subject: str
    text: str
    problem: str = ""


class _Sandbox(ImmutableSandboxedEnvironment):
    """The sandbox, stricter: a template may read the documented attributes and no others, whatever the object."""

    def is_safe_attribute(self, obj: object, attr: str, value: object) -> bool:  # noqa: ARG002 - the library's signature
        return attr in _ATTRIBUTES

    def getattr(self, obj: object, attribute: str) -> object:
        """The documented attributes of our values directly; all else is the library's to judge."""
        if attribute in _ATTRIBUTES and isinstance(obj, _VALUES):
            return getattr(obj, attribute)
        return super().getattr(obj, attribute)


class TemplateFailed(Exception):
    """A template did not render. The message says which one, where, and why."""


@dataclass(frozen=True, slots=True)
class _Source:
    """A template before it is compiled: `name` is "de/notice.txt", `shown` what a person calls the file."""

    name: str
    shown: str
    text: str
    kind: str


class Wording:
    """Every template, compiled once. Immutable after construction; safe to share between threads."""

    def __init__(
        self, shipped: Mapping[str, str], changed: Mapping[str, str] | None = None, *, folder: str = "templates"
    ) -> None:
        """Compile `shipped` (triaged.mail.shipped) with the owner's `changed` files in place of those of the same name.

        Both map names ("de/acknowledgement.txt") to source text; `folder` is what error messages call the owner's.
        Raises ConfigurationError, naming file and line, for the first template that cannot be used.
        """
        environment = _Sandbox(
            undefined=StrictUndefined,
            autoescape=False,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        environment.globals = {}
        environment.filters = dict(_FILTERS)
        changed = changed or {}
        _known_names(changed, shipped, folder)
        self._templates: dict[tuple[str, str], tuple[Template, str]] = {}
        for name, text in {**shipped, **changed}.items():
            language, _, file = name.partition("/")
            shown = f"{folder}/{name}" if name in changed else f"the shipped template {name}"
            source = _Source(name, shown, text, file.removesuffix(".txt"))
            self._templates[language, source.kind] = (_compiled(environment, source), shown)

    def render_acknowledgement(self, facts: Acknowledgement, policy: Policy, written_at: datetime) -> Worded:
        """The acknowledgement's subject and text, in `facts.language` and, if asked, `facts.also_language` below it.

        A template that fails is replaced by the safe built-in text with the same promise (P13).
        """
        language = _spoken(facts.language, policy)
        desk = values.desk_of(policy, facts.inbox, language)
        text, problem = self._told(facts, desk, language, written_at)
        if facts.also_language and (other := _spoken(facts.also_language, policy)) != language:
            desk = values.desk_of(policy, facts.inbox, other)
            also, also_problem = self._told(facts, desk, other, written_at)
            text, problem = f"{text}{_BETWEEN}{also}", problem or also_problem
        tag = printed(facts.reference, desk.prefix) if desk.prefix else ""
        subject = reply_subject(facts.subject, tag=tag, links=not facts.terse, empty=NO_SUBJECT[language])
        return Worded(subject, text, problem)

    def render_notice(
        self, threads: Sequence[Thread], policy: Policy, *, team: str, zone: str, language: str, written_at: datetime
    ) -> Worded:
        """The combined notice that these threads are overdue. Times are told in `zone`."""
        language = _spoken(language, policy)
        told = values.notice_values(threads, policy, team=team, zone=zone, language=language, written_at=written_at)
        try:
            return self._with_subject(language, "notice", told)
        except TemplateFailed as failed:
            references = tuple(printed(thread.reference, policy.letters.reference) for thread in threads)
            return Worded(*safe_notice(references), str(failed))

    def render_health(
        self, troubles: Sequence[Trouble], policy: Policy, *, zone: str, language: str, written_at: datetime
    ) -> Worded:
        """The notice that something is wrong with triaged itself."""
        language = _spoken(language, policy)
        company = values.company_of(policy)
        told = values.health_values(troubles, company, zone=zone, language=language, written_at=written_at)
        try:
            return self._with_subject(language, "health", told)
        except TemplateFailed as failed:
            return Worded(*safe_health(tuple(trouble.what for trouble in troubles)), str(failed))

    def render_values(self, language: str, kind: str, told: Mapping[str, object]) -> str:
        """One template with exactly these values. Raises TemplateFailed; the checks at start and the letters use it."""
        template, shown = self._templates[language, kind]
        try:
            text = template.render(told)
        except _FAULTS as error:
            where = _line_in(template, error)
            raise TemplateFailed(f"{shown}{where}: {str(error) or type(error).__name__}") from error
        if not text.strip() or len(text) > LIMIT:
            raise TemplateFailed(f"{shown}: the letter is {'too long' if text.strip() else 'empty'}")
        text = text.strip()
        return (_BLANK_LINES.sub("\n\n", text) if "\n\n\n" in text else text) + "\n"

    def check(self) -> int:
        """Render every combination of blocks in every language once; returns how many letters that were.

        Raises ConfigurationError for the first one that fails, is empty, is longer than LIMIT, or tells no promise.
        """
        try:
            return sum(self._checked(language) for language in LANGUAGES)
        except TemplateFailed as failed:
            raise ConfigurationError(str(failed)) from failed

    def shown(self, language: str, kind: str) -> str:
        """What a person calls the file behind a template."""
        return self._templates[language, kind][1]

    def _checked(self, language: str) -> int:
        number = 0
        for case in acknowledgement_cases(language):
            text = self.render_values(language, "acknowledgement", case.told)
            require_promise(text, case.promised, self.shown(language, "acknowledgement"))
            number += 1
        for kind, cases in (("notice", notice_cases), ("health", health_cases)):
            for told in cases(language):
                self._with_subject(language, kind, told)
                number += 1
        return number

    def _told(self, facts: Acknowledgement, desk: values.Desk, language: str, written_at: datetime) -> tuple[str, str]:
        told = values.acknowledgement_values(facts, desk, language, written_at)
        promised = values.promised_moment(facts, language, written_at, formal=desk.formal)
        try:
            text = self.render_values(language, "acknowledgement", told)
            require_promise(text, promised, self.shown(language, "acknowledgement"))
        except TemplateFailed as failed:
            reference = printed(facts.reference, desk.prefix)
            return safe_acknowledgement(promised, desk.company.name, reference, desk.imprint), str(failed)
        return text, ""

    def _with_subject(self, language: str, kind: str, told: Mapping[str, object]) -> Worded:
        first, _, text = self.render_values(language, kind, told).partition("\n")
        subject = first.removeprefix("Subject:").strip()
        if subject == first.strip() or not subject:
            raise TemplateFailed(f"{self.shown(language, kind)}, line 1: the first line must be Subject: and its words")
        return Worded(subject, text.lstrip("\n"))


def require_promise(text: str, promised: Moment, shown: str) -> None:
    """Raise TemplateFailed unless the letter tells day and time of the promise: that is what it is for."""
    if day(promised) not in text or clock(promised) not in text:
        raise TemplateFailed(
            f"{shown}: the letter does not tell the promised day and time ({{{{ promise.by | day }}}})"
        )


def _spoken(language: str, policy: Policy) -> str:
    """`language` if we have words for it, else the company's first, else English."""
    return next(known for known in (language, *policy.company.languages, "en") if known in LANGUAGES)


def _known_names(changed: Mapping[str, str], shipped: Mapping[str, str], folder: str) -> None:
    for name in changed:
        if name not in shipped:
            near = get_close_matches(name, shipped, 1)
            hint = f"did you mean {near[0]}?" if near else f"the templates are {', '.join(sorted(shipped))}"
            raise ConfigurationError(f"{folder}/{name}: triaged has no such template; {hint}")


def _compiled(environment: ImmutableSandboxedEnvironment, source: _Source) -> Template:
    if len(source.text) > LIMIT:
        raise ConfigurationError(f"{source.shown}: longer than {LIMIT} characters, which no letter is")
    try:
        tree = environment.parse(source.text, source.name, source.shown)
        for line, problem in _problems(tree, values.NAMES[source.kind]):
            raise ConfigurationError(f"{source.shown}, line {line}: {problem}")
        code = environment.compile(tree, source.name, source.shown)
    except TemplateSyntaxError as error:
        raise ConfigurationError(f"{source.shown}, line {error.lineno}: {error.message}") from error
    return Template.from_code(environment, code, environment.make_globals(None))


def _problems(tree: nodes.Template, known: Mapping[str, frozenset[str]]) -> Iterator[tuple[int, str]]:
    """What a template may not do, with its line, in the order of the file."""
    for found in tree.find_all(nodes.Node):
        if isinstance(found, nodes.For) and any(True for _ in _loops_inside(found)):
            yield found.lineno, "a loop inside a loop is not allowed"
        elif not isinstance(found, _ALLOWED):
            name = type(found).__name__.lower()
            yield found.lineno, f"{name}: templates know values, filters, if and for, nothing else"
        elif isinstance(found, nodes.Filter) and found.name not in _FILTERS:
            yield found.lineno, f"there is no filter {found.name}; the filters are {', '.join(_FILTERS)}"
    items = {loop.target.name: loop.iter for loop in tree.find_all(nodes.For) if isinstance(loop.target, nodes.Name)}
    for name_node in tree.find_all(nodes.Name):
        if name_node.name not in known and name_node.name not in items:
            yield name_node.lineno, f"{name_node.name} is not defined; the values are {', '.join(known)}"
    for part in tree.find_all(nodes.Getattr):
        owner = part.node
        if isinstance(owner, nodes.Name):
            listed = items.get(owner.name)
            source = listed.name if isinstance(listed, nodes.Name) else owner.name
            if part.attr not in known.get(source, frozenset()):
                yield part.lineno, f"{owner.name}.{part.attr} is not defined"
        else:
            yield part.lineno, f"{part.attr} is not defined"


def _loops_inside(loop: nodes.For) -> Iterator[nodes.Node]:
    return loop.find_all(nodes.For)


def _line_in(template: Template, error: BaseException) -> str:
    """Where it failed (", line 3") when the traceback passes through the template; Jinja2 sets its line numbers."""
    line, trace = 0, error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == template.filename:
            line = trace.tb_lineno
        trace = trace.tb_next
    return f", line {line}" if line else ""
