"""Files say what they are for, and nothing of the machine they were written on."""

from __future__ import annotations

import ast
import re

from tests.tidy.source import ROOT, modules, project_files

# Written so that this file does not hold what it looks for.
FORBIDDEN = {
    "a path of one machine": r"/(?:work/(?:main|shared)|opt/(?:pypi|wheels)|root/)",
    "a registry's host": r"(?:pypi\.o" + r"rg|pythonhost" + r"ed|npmjs\.(?:com|o" + r"rg)|deb\.debian\.)",
    "an issue as authority": r"\bissue #?\d",
    "a note to oneself": r"\b(?:TO" + r"DO|FIX" + r"ME|XX" + r"X)\b",
}


def test_no_file_names_this_machine_a_registry_or_an_issue() -> None:
    """What a reader cannot follow up is not in the project."""
    found = []
    for path in project_files():
        try:
            text = path.read_text("utf-8")
        except UnicodeDecodeError:
            continue
        for what, pattern in FORBIDDEN.items():
            for hit in re.finditer(pattern, text):
                line = text.count("\n", 0, hit.start()) + 1
                found.append(f"{path.relative_to(ROOT)}:{line}: {what}: {hit.group()}")
    assert found == []


def test_every_rule_file_begins_with_its_question() -> None:
    """The first line of each file of rules/ is the question it answers; a part of one begins with its words."""
    first_lines = {
        module.name: (ast.get_docstring(module.tree) or "").split("\n")[0] for module in modules("triaged/rules")
    }
    questions = {name: line for name, line in first_lines.items() if line.endswith("?")}
    assert questions
    astray = []
    for name, line in first_lines.items():
        package = f"{name.rpartition('/')[0]}/__init__.py"
        stem = re.split(r"[,:?]", questions.get(package, "-"))[0]
        if name != "triaged/rules/__init__.py" and name not in questions and not line.startswith(stem):
            astray.append(f"{name}: {line}")
    assert astray == []


def test_every_module_and_every_test_says_what_it_is_about() -> None:
    """A docstring opens each file of the package, and each test says what must be true."""
    silent = [module.name for module in modules() if module.text.strip() and not ast.get_docstring(module.tree)]
    silent += [
        f"{module.name}:{function.lineno} {function.name}"
        for module in modules("tests")
        for function in module.functions()
        if function.name.startswith("test_") and not ast.get_docstring(function)
    ]
    assert silent == []
