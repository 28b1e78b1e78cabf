"""What an owner's template may do, how it is refused, and that a failing one never costs a customer the promise."""

from dataclasses import replace

import pytest

from tests.letters.house import WRITTEN, facts, policy, wording
from triaged.errors import ConfigurationError
from triaged.mail import letter_values
from triaged.mail.moments import date_and_time
from triaged.mail.shipped import shipped_templates
from triaged.mail.wording import LIMIT, TemplateFailed, Wording
from triaged.model.letter import IncidentPhase

ACK = "en/acknowledgement.txt"
PROMISE = "By {{ promise.by | day }}, {{ promise.by | here_and_there }}."


def changed(text: str, name: str = ACK) -> Wording:
    """The shipped templates with one of them changed by the owner."""
    return Wording(shipped_templates(), {name: text}, folder="words")


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("{{ promise.by | day }}\n{{ promise.by | clock }} {{ custmer.name }}", 2, "custmer is not defined"),
        ("x\n\n{{ customer.nmae }}", 3, "customer.nmae is not defined"),
        ("{{ customer.name.__class__ }}", 1, "__class__ is not defined"),
        ("x\n{{ 1/0 }}", 2, "div"),
        ("{{ 'x' * 999999999 }}", 1, "mul"),
        ("{{ customer.name() }}", 1, "call"),
        ("{{ customer['name'] }}", 1, "getitem"),
        ("{{ customer.name | upper }}", 1, "there is no filter upper"),
        ("{{ cycler }}", 1, "cycler is not defined"),
        ("{% include 'notice.txt' %}", 1, "include"),
        ("{% macro m() %}{% endmacro %}", 1, "macro"),
        ("{% set x = 1 %}", 1, "assign"),
        ("x\n{% if customer.name %}", 2, "Unexpected end of template"),
        ("{{ customer.name", 1, "unexpected end of template"),
        ("x\n{% block x %}{% endblock %}", 2, "block"),
        ("{% extends 'notice.txt' %}", 1, "extends"),
        ("{{ lipsum }}", 1, "lipsum is not defined"),
        ("x" * (LIMIT + 1), None, "longer than"),
    ],
)
def test_refused_at_load(text: str, line: int | None, said: str) -> None:
    """A template that cannot work is refused when it is loaded, with its file, its line and what is wrong."""
    with pytest.raises(ConfigurationError) as refused:
        changed(text)
    where = f"words/{ACK}" + (f", line {line}" if line else "")
    assert str(refused.value).startswith(where + ":")
    assert said in str(refused.value)


def test_loops_inside_loops_are_refused() -> None:
    """One loop is enough for a list; loops inside loops could run until killed."""
    nested = "Subject: x\n{% for line in due %}\n{% for other in due %}x{% endfor %}{% endfor %}"
    with pytest.raises(ConfigurationError, match="line 2: a loop inside a loop"):
        changed(nested, "en/notice.txt")


@pytest.mark.parametrize(
    ("text", "name", "said"),
    [
        ("Hello, we have your mail.", ACK, "does not tell the promised day and time"),
        ("{{ promise.by | day }}", ACK, "does not tell the promised day and time"),
        ("{# nothing #}", ACK, "the letter is empty"),
        ("{{ customer.name | day }}", ACK, "line 1"),
        (
            "{{ promise.by | day }} {{ promise.by | clock }}\n{% if closed %}{{ closed.why > 3 }}{% endif %}",
            ACK,
            "line 2",
        ),
        ("{{ counts.promises }} broken", "en/notice.txt", "line 1: the first line must be Subject:"),
        ("Subject:\n\nx", "en/health.txt", "line 1: the first line must be Subject:"),
        ("Subject: x\n{% for line in due %}" + "x" * 40_000 + "{% endfor %}", "en/notice.txt", "too long"),
    ],
)
def test_refused_by_the_check(text: str, name: str, said: str) -> None:
    """A template that loads and still makes a bad letter is found by rendering every combination at start."""
    with pytest.raises(ConfigurationError) as refused:
        changed(text, name).check()
    assert str(refused.value).startswith(f"words/{name}")
    assert said in str(refused.value)


def test_an_unknown_file_is_refused_with_a_hint() -> None:
    """A misspelt file name would silently do nothing: it is refused."""
    with pytest.raises(ConfigurationError, match=r"words/en/acknowlegement\.txt.*did you mean en/acknowledgement\.txt"):
        changed(PROMISE, "en/acknowlegement.txt")


def test_a_changed_template_is_used() -> None:
    """The owner's file replaces the shipped one of the same name, and only that."""
    owned = changed(f"Dear {{{{ customer.name }}}}!\n\n{PROMISE}")
    assert owned.check() == wording().check()
    worded = owned.render_acknowledgement(facts(), policy(), WRITTEN)
    assert worded.text == "Dear Petra Kranz!\n\nBy Tuesday, 24 November, 14:30.\n"
    german = facts(language="de")
    assert (
        owned.render_acknowledgement(german, policy(), WRITTEN).text
        == wording().render_acknowledgement(german, policy(), WRITTEN).text
    )


@pytest.mark.parametrize(
    "text",
    [
        "{{ promise.by | day }} {{ promise.by | clock }} {% if customer.name %}{{ customer.name | day }}{% endif %}",
        "{% if not customer.name %}{{ promise.by | day }} {{ promise.by | clock }}{% endif %}",
        "{{ person.name }}{{ promise.by | day }} {{ promise.by | clock }}",
        "{% for character in imprint %}" + "x" * 40_000 + "{% endfor %}",
    ],
)
@pytest.mark.parametrize("language", ["en", "de", "fr", "es"])
def test_a_failing_template_never_costs_the_promise(text: str, language: str) -> None:
    """P13: a template that fails at run time is replaced by built-in words with the very same promise."""
    name = f"{language}/acknowledgement.txt"
    worded = changed(text, name).render_acknowledgement(facts(language=language), policy(), WRITTEN)
    assert worded.problem.startswith(f"words/{name}")
    promised = letter_values.promised_moment(facts(language=language), language, WRITTEN, formal=True)
    assert date_and_time(promised) in worded.text
    assert "NL-7K3F" in worded.text
    assert "Amtsgericht Hamburg" in worded.text
    assert "Traceback" not in worded.text


@pytest.mark.parametrize("language", ["en", "de", "fr", "es"])
def test_a_failing_renewal_or_incident_still_tells_the_new_time(language: str) -> None:
    """P13 for all letters to customers: the safe words apologise, promise the same, and say what a person wrote."""
    from tests.letters.test_renewals import LATE, incident, renewal

    late = renewal(language=language)
    worded = changed("{{ broken }}", f"{language}/renewal.txt").render_renewal(late, policy(), LATE)
    assert worded.problem.startswith(f"words/{language}/renewal.txt")
    assert date_and_time(letter_values.promised_moment(late, language, LATE, formal=True)) in worded.text
    for phase in IncidentPhase:
        known = incident(phase, language=language)
        worded = changed("{{ say }}", f"{language}/incident.txt").render_incident(known, policy(), WRITTEN)
        assert worded.problem.startswith(f"words/{language}/incident.txt")
        assert date_and_time(letter_values.promised_moment(known, language, WRITTEN, formal=True)) in worded.text
        assert known.say in worded.text


@pytest.mark.parametrize("payload", ["{{7*7}}", "{% raw %}", "${x}", "{# x #}", "{{ ''.__class__ }}", "%(x)s", "{0}"])
def test_customer_text_is_never_a_template(payload: str) -> None:
    """What a customer writes comes out as written, in the subject and in names of our own side alike."""
    house = policy()
    house = replace(house, company=replace(house.company, name=payload))
    worded = wording().render_acknowledgement(facts(subject=payload, greet=payload), house, WRITTEN)
    assert worded.problem == ""
    assert worded.subject == f"Re: {payload} [NL-7K3F]"
    assert worded.text.startswith("Hello,\n")
    assert payload in worded.text
    assert "49," not in worded.text


def test_one_value_is_known_to_no_template() -> None:
    """Values that no documentation names do not exist for a template, also not when they are rendered directly."""
    with pytest.raises(TemplateFailed):
        wording().render_values("en", "acknowledgement", {})
