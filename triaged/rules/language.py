"""In which language do we answer?

The customer's, when it is one of ours and clear enough; else the first of rules.toml (company.languages). Detection is
py3langid's, restricted to those languages; its probability is the confidence.
"""

from functools import cache

from py3langid.langid import MODEL_FILE, LanguageIdentifier

from triaged.model.finding import Finding

LOOKED_AT = 300
"""Characters that are judged: more do not make it surer, only slower."""
SURE = 0.75


@cache
def _identifier(languages: tuple[str, ...]) -> LanguageIdentifier:
    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(list(languages))
    return identifier


def language(text: str, languages: tuple[str, ...]) -> tuple[str, bool, Finding]:
    """(code, sure, finding). Not sure: `code` is the first of `languages`."""
    question = "In which language do we answer?"
    if len(languages) == 1:
        return languages[0], True, Finding(question=question, answer=languages[0], evidence="the only one we write")
    letters = "".join(c if c.isalpha() else " " for c in text[: LOOKED_AT * 2])
    words = " ".join(letters.split())[:LOOKED_AT]
    code, probability = _identifier(languages).classify(words) if words else (languages[0], 0.0)
    share = f"{probability:.0%} sure of {code}"
    if probability < SURE:
        return languages[0], False, Finding(question=question, answer=languages[0], evidence=f"not clear: {share}")
    return str(code), True, Finding(question=question, answer=str(code), evidence=share)
