"""What one run came to."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """`letters` accepted in `seconds`; `cpu` seconds of the program itself, None where it is part of a server."""

    letters: int
    seconds: float
    cpu: float | None
    servers: float

    def __add__(self, other: "Run") -> "Run":
        together = None if self.cpu is None or other.cpu is None else self.cpu + other.cpu
        return Run(
            letters=self.letters + other.letters,
            seconds=self.seconds + other.seconds,
            cpu=together,
            servers=self.servers + other.servers,
        )

    @property
    def rate(self) -> float:
        """Letters a second."""
        return self.letters / self.seconds

    @property
    def cpu_ms(self) -> float:
        """Own CPU a letter, milliseconds."""
        return 0.0 if self.cpu is None else 1000 * self.cpu / self.letters

    @property
    def servers_ms(self) -> float:
        """The servers' CPU a letter, milliseconds."""
        return 1000 * self.servers / self.letters
