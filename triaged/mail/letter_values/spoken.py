"""A time as somebody types it into a command: the example a notice gives."""

from datetime import datetime
from zoneinfo import ZoneInfo

from triaged.mail.letter_values.threads import Reader

_WEEKDAYS = {
    "en": ("mon", "tue", "wed", "thu", "fri", "sat", "sun"),
    "de": ("mo", "di", "mi", "do", "fr", "sa", "so"),
    "fr": ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"),
    "es": ("lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo"),
}


def spoken_time(when: datetime, reader: Reader) -> str:
    """The full hour of `when`: "17:00" on the day of writing, "thu 12:00" on another."""
    zone = ZoneInfo(reader.zone)
    local, written = when.astimezone(zone), reader.written_at.astimezone(zone)
    clock = f"{local.hour}:00"
    return clock if local.date() == written.date() else f"{_WEEKDAYS[reader.language][local.weekday()]} {clock}"
