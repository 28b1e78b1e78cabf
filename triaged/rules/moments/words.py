"""Which moment does a person mean: the words for days, months and spans in four languages."""

from collections.abc import Iterable, Mapping

from triaged.policy.typed import spellings


def _table(lines: Iterable[tuple[int, str]]) -> dict[str, int]:
    return {form: number for number, words in lines for word in words.split() for form in spellings(word)}


WEEKDAYS: Mapping[str, int] = _table(
    enumerate(
        (
            "mon monday mo montag lun lundi lunes",
            "tue tues tuesday di dienstag mar mardi martes",
            "wed wednesday mi mittwoch mer mercredi mié miércoles",
            "thu thur thurs thursday do donnerstag jeu jeudi jue jueves",
            "fri friday fr freitag ven vendredi vie viernes",
            "sat saturday sa samstag sonnabend sam samedi sáb sábado",
            "sun sunday so sonntag dim dimanche dom domingo",
        )
    )
)
"""From Monday, 0. "mar" is a Tuesday where no number stands beside it, else March."""

MONTHS: Mapping[str, int] = _table(
    enumerate(
        (
            "jan january januar jän jänner janv janvier ene enero",
            "feb february februar fév févr février febrero",
            "mar march mär mrz märz mars marzo",
            "apr april avr avril abr abril",
            "may mai mayo",
            "jun june juni juin junio",
            "jul july juli juil juillet julio",
            "aug august août ago agosto",
            "sep sept september septembre septiembre",
            "oct october okt oktober octobre octubre",
            "nov november novembre noviembre",
            "dec december dez dezember déc décembre dic diciembre",
        ),
        start=1,
    )
)

DAYS_AHEAD: Mapping[str, int] = _table(
    (
        (0, "today heute aujourd'hui hoy"),
        (1, "tomorrow morgen demain mañana"),
        (2, "übermorgen après-demain"),
    )
)
TWO_WORDS: Mapping[str, str] = {"pasado manana": "ubermorgen", "apres demain": "ubermorgen"}
"""Said in two words, and one word for it."""

_COMMON = "on at by until till um am bis zum den der le à jusqu'à jusqu'au au pour el la las hasta para de"
COMMON = frozenset(form for word in _COMMON.split() for form in spellings(word))
"""Words that change nothing."""

_VAGUE = "next nächste nächsten nächster nächstes kommende kommenden kommender prochain prochaine próximo próxima viene"
VAGUE = frozenset(form for word in _VAGUE.split() for form in spellings(word))
"""Words for a day that half of the people read otherwise than the other half."""

MINUTE, HOUR, DAY, WEEK = 1, 60, 24 * 60, 7 * 24 * 60
UNITS: Mapping[str, int] = _table(
    (
        (MINUTE, "m min mins minute minutes minuten minuto minutos"),
        (HOUR, "h hr hrs hour hours std stunde stunden heure heures hora horas"),
        (DAY, "d day days tag tage tagen j jour jours día días"),
        (WEEK, "w week weeks woche wochen semaine semaines sem semana semanas"),
    )
)
"""In minutes. A day is the next day's same clock time, not 24 hours."""

FROM_NOW = ("dentro de", "in", "dans", "en")
ONE = frozenset(("a", "an", "one", "ein", "eine", "einem", "einer", "einen", "un", "une", "una", "uno"))
