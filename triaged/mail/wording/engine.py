"""The templates, judged and compiled once. Strict: the documented values, four constructs, nothing else.

A template is a text with values, filters, `if` and one level of `for`: nothing else of Jinja2 is let through, so that
no template can run long, grow large, or reach anything but the documented values. Customer text is always a value.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from jinja2 import StrictUndefined, Template, TemplateError, TemplateSyntaxError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from triaged.errors import ConfigurationError
from triaged.mail.letter_values import NAMES, Value
from triaged.mail.moments import Moment, clock, day
from triaged.mail.wording.judge import FILTERS, problems

LIMIT = 64 * 1024
"""Characters a template may have, and a letter may grow to."""

_ATTRIBUTES = frozenset(attr for known in NAMES.values() for attrs in known.values() for attr in attrs)
_FAULTS = (TemplateError, ArithmeticError, AttributeError, LookupError, TypeError, ValueError, RecursionError)
_BLANK_LINES = re.compile(r"\n{3,}")


@dataclass(frozen=True, slots=True)
class Worded:
    """A letter in words. `problem` is "" or why a template failed and the safe built-in text stands here (P13)."""

    subject: str
    text: str
    problem: str = ""


class TemplateFailed(Exception):
    """A template did not render. The message says which one, where, and why."""


class _Sandbox(ImmutableSandboxedEnvironment):
    """The sandbox, stricter: a template may read the documented attributes and no others, whatever the object."""

    def is_safe_attribute(self, obj: object, attr: str, value: object) -> bool:  # noqa: ARG002 - the library's signature
        return attr in _ATTRIBUTES

    def getattr(self, obj: object, attribute: str) -> object:
        """The documented attributes of our values directly; all else is the library's to judge."""
        if attribute in _ATTRIBUTES and isinstance(obj, Value):
            return getattr(obj, attribute)
        return super().getattr(obj, attribute)


@dataclass(frozen=True, slots=True)
class _Source:
    """A template before it is compiled: `name` is "de/notice.txt", `shown` what a person calls the file."""

    name: str
    shown: str
    text: str
    kind: str


class Engine:
    """Every template, compiled once. Safe to share between threads.

    The owner's are compiled at once, so that a mistake is found at the start; those that come with the program when
    they are first needed, which most never are.
    """

    def __init__(self, shipped: Mapping[str, str], changed: Mapping[str, str], folder: str) -> None:
        """Compile `shipped` with `changed` in place of those of the same name.

        Raises ConfigurationError, naming file and line, for the first template that cannot be used.
        """
        environment = _Sandbox(undefined=StrictUndefined, autoescape=False, trim_blocks=True, lstrip_blocks=True)
        environment.globals = {}
        environment.filters = dict(FILTERS)
        _known_names(changed, shipped, folder)
        self._environment = environment
        self._sources: dict[tuple[str, str], _Source] = {}
        self._compiled: dict[tuple[str, str], Template] = {}
        for name, text in {**shipped, **changed}.items():
            language, _, file = name.partition("/")
            shown = f"{folder}/{name}" if name in changed else f"the shipped template {name}"
            source = _Source(name, shown, text, file.removesuffix(".txt"))
            self._sources[language, source.kind] = source
            if name in changed:
                self._template(language, source.kind)

    def shown(self, language: str, kind: str) -> str:
        """What a person calls the file behind a template."""
        return self._sources[language, kind].shown

    def _template(self, language: str, kind: str) -> Template:
        key = (language, kind)
        if key not in self._compiled:
            self._compiled[key] = _compiled(self._environment, self._sources[key])
        return self._compiled[key]

    def text(self, language: str, kind: str, told: Mapping[str, object]) -> str:
        """One template with exactly these values. Raises TemplateFailed."""
        template, shown = self._template(language, kind), self.shown(language, kind)
        try:
            text = template.render(told)
        except _FAULTS as error:
            where = _line_in(template, error)
            raise TemplateFailed(f"{shown}{where}: {str(error) or type(error).__name__}") from error
        if not text.strip() or len(text) > LIMIT:
            raise TemplateFailed(f"{shown}: the letter is {'too long' if text.strip() else 'empty'}")
        text = text.strip()
        return (_BLANK_LINES.sub("\n\n", text) if "\n\n\n" in text else text) + "\n"

    def promising(self, language: str, kind: str, told: Mapping[str, object], promised: Moment) -> str:
        """A letter to a customer. Raises TemplateFailed also when it does not tell the promised day and time."""
        text = self.text(language, kind, told)
        if day(promised) not in text or clock(promised) not in text:
            raise TemplateFailed(
                f"{self.shown(language, kind)}: the letter does not tell the promised day and time "
                "({{ promise.by | day }})"
            )
        return text

    def subjected(self, language: str, kind: str, told: Mapping[str, object]) -> Worded:
        """A letter whose template begins with its subject. Raises TemplateFailed."""
        first, _, text = self.text(language, kind, told).partition("\n")
        subject = first.removeprefix("Subject:").strip()
        if subject == first.strip() or not subject:
            shown = self.shown(language, kind)
            raise TemplateFailed(f"{shown}, line 1: the first line must be Subject: and its words")
        return Worded(subject, text.lstrip("\n"))


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
        for line, problem in problems(tree, NAMES[source.kind]):
            raise ConfigurationError(f"{source.shown}, line {line}: {problem}")
        code = environment.compile(tree, source.name, source.shown)
    except TemplateSyntaxError as error:
        raise ConfigurationError(f"{source.shown}, line {error.lineno}: {error.message}") from error
    return Template.from_code(environment, code, environment.make_globals(None))


def _line_in(template: Template, error: BaseException) -> str:
    """Where it failed (", line 3") when the traceback passes through the template; Jinja2 sets its line numbers."""
    line, trace = 0, error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == template.filename:
            line = trace.tb_lineno
        trace = trace.tb_next
    return f", line {line}" if line else ""
