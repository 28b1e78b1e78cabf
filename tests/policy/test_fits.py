"""Conditions fit what people mean by them, in one vocabulary, in linear time."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.policy.texts import SMALLEST, load_text
from triaged.model.mail import Headers
from triaged.model.thread import Urgency
from triaged.policy.fits import (
    EVERY_MAIL,
    MOST_TEXT,
    Facts,
    customer_group,
    customer_groups,
    first_row,
    fits,
    fitting_rules,
)
from triaged.policy.patterns import MOST_TOGETHER, Whole, Words, address, header, together, words
from triaged.policy.problems import Wrong
from triaged.policy.shape import When

FACTS = Facts(
    inbox="support",
    from_="Petra.Kranz@Hafenwerke.example",
    to=("support@nordlicht.example", "info@nordlicht.example"),
    subject="Heizung ausgefallen!",
    text="Guten Tag,\nseit gestern kein\nwarmes Wasser. Öl ist da. Grüße",
    headers=Headers((("x-form", "contact page"), ("x-form", "second"))),
    attachments=(("Rechnung.PDF", "application/pdf"), ("foto.jpg", "image/jpeg")),
    size=20_000,
    customer=frozenset({"vip", "north"}),
    language="de",
    urgency=Urgency.HIGH,
    team="service",
    topic="fault",
)


def when_of(condition: str) -> When:
    """The condition of a rule in a whole file."""
    text = SMALLEST + '[customer.vip]\nwho = "*@x.example"\n[customer.new]\nwho = "*@y.example"\n'
    text += '[team.service]\n[topic.fault]\nname = { en = "a", de = "b", fr = "c", es = "d" }\n'
    text += f'[[rule]]\nwhen = {{ {condition} }}\nurgency = "high"\n'
    return load_text(text).rules[0].when


@pytest.mark.parametrize(
    ("condition", "why"),
    [
        ("", EVERY_MAIL),
        ('inbox = "support"', "inbox: support"),
        ('from = "*@hafenwerke.example"', 'from: "*@hafenwerke.example"'),
        ('from = "petra.kranz@hafenwerke.example"', 'from: "petra.kranz@hafenwerke.example"'),
        ('from = "*@werke.example"', None),
        ('from = "kranz@hafenwerke.example"', None),
        ('from = ["x@y.example", "re:^petra"]', 'from: "re:^petra"'),
        ('to = "info@nordlicht.example"', 'to: "info@nordlicht.example"'),
        ('to = "else@nordlicht.example"', None),
        ('subject = "heizung AUSGEFALLEN"', 'subject: "heizung AUSGEFALLEN"'),
        ('subject = "Heiz"', None),
        ('subject = "Heiz*"', 'subject: "Heiz*"'),
        ('subject = "H*g ausgefallen"', 'subject: "H*g ausgefallen"'),
        ('subject = "ausgefallen!"', 'subject: "ausgefallen!"'),
        ('subject = "Wasser"', None),
        ('text = "kein warmes wasser"', 'text: "kein warmes wasser"'),
        ('text = "Heizung"', 'text: "Heizung"'),
        ('text = "öl"', 'text: "öl"'),
        ('text = "l"', None),
        ('text = "Gr"', None),
        ('text = "re:w[a-z]+mes"', 'text: "re:w[a-z]+mes"'),
        ('text = ["nothing", "gestern"]', 'text: "gestern"'),
        ('header = "X-Form: contact"', 'header x-form: "contact"'),
        ('header = "x-form: second"', 'header x-form: "second"'),
        ('header = "X-Form: *"', 'header x-form: "*"'),
        ('header = "X-Form: tact"', None),
        ('header = "X-Other: *"', None),
        ('attachment = "*.pdf"', 'attachment: "*.pdf"'),
        ('attachment = "image/*"', 'attachment: "image/*"'),
        ('attachment = "pdf"', None),
        ('larger_than = "10 KB"', "larger than 10240 octets"),
        ('larger_than = "20 KB"', None),
        ('customer = "vip"', "customer: vip"),
        ('customer = ["new", "vip"]', "customer: vip"),
        ('customer = "new"', None),
        ('language = ["en", "de"]', "language: de"),
        ('language = "en"', None),
        ('urgency = "high"', "urgency: high"),
        ('urgency = "low"', None),
        ('team = "service"', "team: service"),
        ('topic = "fault"', "topic: fault"),
        ('not.topic = "fault"', None),
        ('inbox = "support", subject = "heizung", language = "de"', 'inbox: support; language: de; subject: "heizung"'),
        ('inbox = "support", language = "en"', None),
        ('not.language = "en"', EVERY_MAIL),
        ('not.language = "de"', None),
        ('inbox = "support", not.subject = "Rechnung"', "inbox: support"),
        ('not = { language = "de", subject = "Rechnung" }', None),
        ('not = { language = "en", subject = "Rechnung" }', EVERY_MAIL),
    ],
)
def test_condition_fits_or_not(condition: str, why: str | None) -> None:
    """A condition fits when all its keys do, of a list one is enough, of what is turned round none may."""
    assert fits(when_of(condition), FACTS) == why


def test_topic_is_asked_as_it_was_decided() -> None:
    """A mail without a topic fits no condition that asks for one, until one is decided; others may go on without."""
    when = When(topic=frozenset({"fault"}))
    fresh = Facts(inbox="support", urgency=Urgency.HIGH, team="service")
    assert fits(when, fresh) is None
    decided = fresh.decided(Urgency.LOW, "service", "fault")
    assert fits(when, decided) == "topic: fault"
    assert decided.decided(Urgency.HIGH, "service").topic == "fault"
    assert fits(when, decided.decided(Urgency.LOW, "service", "")) is None


def test_team_is_asked_by_name() -> None:
    """The implicit team can be named in a condition like any other."""
    text = SMALLEST + '[[rule]]\nwhen.team = "everyone"\nurgency = "high"\n'
    when = load_text(text).rules[0].when
    assert fits(when, FACTS) is None
    assert fits(when, Facts(inbox="support", team="everyone")) == "team: everyone"


@pytest.mark.parametrize(
    ("pattern", "text", "found"),
    [
        ("Öl", "das Öl.", True),
        ("Öl", "Ölofen", False),
        ("Ofen", "Ölofen", False),
        ("Straße", "in der STRAßE 5", True),
        ("C++", "in C++, yes", True),
        ("C++", "C+++", True),
        ("C++", "ABC++", False),
        ("§ 5", "laut §  5 gilt", True),
        ("no heating", "no\n\theating", True),
        ("a.c", "abc", False),
        ("привет", "Привет, мир", True),
        ("вет", "привет", False),
        ("e\u0301te", "\u00e9te", True),
        ("re:\\bRE-20[0-9]{2}\\b", "Rechnung re-2026 da", True),
        ("error_5", "error_55", False),
    ],
)
def test_words_are_whole_words_in_every_script(pattern: str, text: str, found: bool) -> None:
    """Words fit whole words, upper or lower case, letters of any script being letters."""
    assert words(pattern).search(text) is found


def test_accents_written_in_two_ways_are_the_same() -> None:
    """A mail that writes é as two characters fits a pattern that writes it as one."""
    facts = Facts(inbox="i", subject="panne e\u0301lectrique")
    assert fits(When(subject=(words("\u00e9lectrique"),)), facts) is not None


@pytest.mark.parametrize("expression", ["(a+)+$", "(a|a)*b", "(.*)*x", "^(([a-z])+.)+[A-Z]([a-z])+$", "(x+x+)+y"])
def test_patterns_that_run_away_elsewhere_are_linear_here(expression: str) -> None:
    """Every pattern is compiled by RE2, which has no backtracking, also for texts of 64 KiB."""
    pattern = words(f"re:{expression}")
    assert type(pattern.compiled).__module__ == "re2"
    pattern.search("a" * MOST_TEXT + "!")


@pytest.mark.parametrize("source", ["Heizung", "a*b", "re:x", "*@x.example", "re:@x"])
def test_every_kind_of_pattern_is_compiled_by_the_linear_engine(source: str) -> None:
    """No pattern with a freedom in it is matched by anything but RE2."""
    made = address(source) if "@" in source else words(source)
    assert type(made.compiled).__module__ == "re2"


@pytest.mark.parametrize("expression", ["(?=a)b", "(a)\\1", "(?<!x)y", "a{2000}", "(", "[z-a]", "\\Z"])
def test_what_the_linear_engine_refuses_is_a_mistake(expression: str) -> None:
    """Look-around, back-references and broken syntax are named, not silently changed."""
    with pytest.raises(Wrong, match="regular expression"):
        words(f"re:{expression}")


def test_texts_are_cut_once() -> None:
    """Nothing behind the first 64 KiB of a text is looked at."""
    when = When(text=(words("needle"),))
    assert fits(when, Facts(inbox="i", text=" " * (MOST_TEXT - 6) + "needle")) is not None
    assert fits(when, Facts(inbox="i", text=" " * MOST_TEXT + "needle")) is None


def test_first_row_that_fits_decides() -> None:
    """Rows are read from the top; the row of no condition takes the rest; without a row that fits there is none."""
    row = '[[promise.row]]\nname = "{0}"\nwhen = {{ urgency = "{0}" }}\nreply = "1h"\n'
    text = SMALLEST.replace('[[promise.row]]\nreply = "1 day"\n', row.format("critical") + row.format("low"))
    policy = load_text(text)
    found = first_row(policy, Facts(inbox="support", urgency=Urgency.LOW))
    assert found is not None
    assert found.name == "low"
    assert first_row(policy, Facts(inbox="support", urgency=Urgency.HIGH)) is None
    rest = first_row(load_text(SMALLEST), Facts(inbox="support"))
    assert rest is not None
    assert rest.name == "row 1"


def test_all_fitting_rules_are_told_in_order() -> None:
    """Every rule that fits is told with why; a policy without rules asks nothing."""
    rules = '[[rule]]\nname = "{}"\nwhen = {{ subject = "{}" }}\nkind = "machine"\n'
    policy = load_text(SMALLEST + rules.format("a", "one") + rules.format("b", "no") + rules.format("c", "two"))
    facts = Facts(inbox="support", subject="two, one")
    assert [(rule.name, why) for rule, why in fitting_rules(policy, facts)] == [
        ("a", 'subject: "one"'),
        ("c", 'subject: "two"'),
    ]
    assert list(fitting_rules(load_text(SMALLEST), facts)) == []


def test_groups_of_customers() -> None:
    """A customer may be in several groups; the first of the file is the one that is shown."""
    policy = load_text(
        SMALLEST + '[customer.z]\nwho = ["*@X.example"]\n[customer.a]\nwho = ["c@x.example", "d@x.example"]\n'
    )
    assert customer_groups(policy, "C@x.example") == {"z", "a"}
    assert customer_group(policy, "C@x.example") == "z"
    assert customer_group(policy, "c@y.example") == ""
    assert customer_groups(policy, "") == frozenset()


def test_an_address_pattern_never_fits_a_part_of_an_address() -> None:
    """`*@x.example` fits neither a domain below nor one that only ends alike."""
    pattern = address("*@x.example")
    assert pattern.search("a@x.example")
    assert not pattern.search("a@x.example.org")
    assert not pattern.search("a@sub.x.example")
    assert not pattern.search("a@xx.example")


@given(st.text(max_size=30), st.text(max_size=60))
def test_patterns_are_total(source: str, text: str) -> None:
    """Whatever is written as a pattern is used or refused, and whatever is used takes any text."""
    for make in (words, address, header):
        try:
            made = make(source)
        except Wrong:
            continue
        pattern: Words | Whole = made[1] if isinstance(made, tuple) else made
        assert pattern.search(text) in {True, False}


@given(st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=8))
def test_a_word_fits_itself_and_not_its_neighbours(word: str) -> None:
    """A plain word is found alone and between other words, not inside a longer one."""
    subject = When(subject=(words(word),))
    assert fits(subject, Facts(inbox="i", subject=f"x {word}, y"))
    assert not fits(subject, Facts(inbox="i", subject=f"x{word}x"))


SOURCES = ("outage", "does not start", "*heizung", "\u00d6l", "!", "re:^x", "a-b", "(c)")
PIECES = (
    "outage",
    "does",
    "not",
    "start",
    "Zentralheizung",
    "\u00f6l",
    "\u00d6lpreis",
    "!",
    "x",
    "A-B",
    "(c)",
    "\n",
    " ",
    "-",
)


@given(st.lists(st.sampled_from(SOURCES), min_size=1, unique=True), st.lists(st.sampled_from(PIECES)).map("".join))
def test_words_looked_for_together_occur_where_one_of_them_does(sources: list[str], text: str) -> None:
    """One expression for several words finds exactly the texts that one of them is found in."""
    patterns = tuple(words(source) for source in sources)

    any_of = together(patterns)

    if any_of is None:
        assert len(sources) == 1 or "re:^x" in sources
    else:
        assert any_of.search(text) == any(pattern.search(text) for pattern in patterns)


@pytest.mark.parametrize("letters", ["x", "\u00e4", "\u0436", "\u6f22", "*"])
def test_as_many_words_as_may_be_looked_for_together_are(letters: str) -> None:
    """The engine takes the longest expression of words, in every script; more words are looked for one by one."""
    many = tuple(words(f"{number:04}{letters * 396}") for number in range(MOST_TOGETHER // 400))

    any_of = together(many)

    assert any_of is not None
    assert any_of.search(f"0007{letters * 396}")
    assert together((*many, words("needle"))) is None
    assert fits(When(text=(*many, words("needle"))), Facts(inbox="i", text="a needle")) == 'text: "needle"'


@pytest.mark.parametrize("source", ["ß" * 1000, "ǆ" * 1000, "a " * 499 + "a", "k*" * 499 + "k"])
def test_the_longest_words_are_taken_and_found(source: str) -> None:
    """The memory that the engine may take for words is enough for the longest ones, whatever their letters."""
    said = source.replace("*", " ")
    assert words(source).search(f"so: {said}.")
    assert not words(source).search(f"so: {said[:-1]}.")
