"""How people sound in each language: data, no decision. phrases.py tells how a line is written."""

from collections.abc import Mapping
from types import MappingProxyType

from triaged.scorer.lexicon.tone.calm import de as calm_de
from triaged.scorer.lexicon.tone.calm import en as calm_en
from triaged.scorer.lexicon.tone.calm import es as calm_es
from triaged.scorer.lexicon.tone.calm import fr as calm_fr
from triaged.scorer.lexicon.tone.upset import de, en, es, fr

TONE: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "en": en.PHRASES | calm_en.PHRASES,
        "de": de.PHRASES | calm_de.PHRASES,
        "fr": fr.PHRASES | calm_fr.PHRASES,
        "es": es.PHRASES | calm_es.PHRASES,
    }
)
