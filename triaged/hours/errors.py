"""What can be wrong with a calendar or a span: each message is a sentence for the person who wrote it."""


class CalendarProblem(ValueError):
    """A calendar or a span cannot be used. `hint` says what may have been meant, "" when nothing comes close."""

    def __init__(self, message: str, *, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint


class UnknownZone(CalendarProblem):
    """The zone is not in the IANA database."""


class UnknownWeekday(CalendarProblem):
    """A weekday is not one of Mon Tue Wed Thu Fri Sat Sun."""


class BadWindow(CalendarProblem):
    """A window is not two times of day, or lasts no time."""


class OverlappingWindows(CalendarProblem):
    """Two windows cover the same time."""


class UnknownHolidays(CalendarProblem):
    """There are no holiday data for this country or subdivision."""


class BadClosure(CalendarProblem):
    """A closure ends before it starts, is too long, or a date is given twice."""


class NeverOpens(CalendarProblem):
    """No working time was found: the week is empty, or nothing opens within three years."""


class BadSpan(CalendarProblem):
    """A span of working time cannot be read."""
