"""A desk whose mail comes by chance, for weeks, with troubles that many have at once: what would people be told?

The words of a mail are drawn: some of its topic, some that stand in any mail. The desk looks as loops/bursts does,
without a store.
"""

from __future__ import annotations

import math
import random
from bisect import bisect_left
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from triaged.decide.burst import (
    HISTORY,
    QUIET,
    SAMPLE,
    Unusual,
    alike_before,
    goes_on,
    groups,
    same,
    unusual,
    worth_counting,
)
from triaged.decide.likeness import numbers
from triaged.model.burst import Arrivals, Burst, Like, packed, unpacked

START = datetime(2026, 3, 2, tzinfo=UTC)
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
WITHIN, THREADS = timedelta(hours=2), 5
BY_HOUR = (1, 1, 1, 1, 1, 1, 1, 5, 16, 18, 15, 13, 10, 12, 13, 12, 10, 7, 4, 3, 2, 2, 1, 1)
BY_WEEKDAY = (1.3, 1.1, 1.0, 1.0, 0.9, 0.25, 0.2)
TOPICS = (
    "invoice invoices billed amount charged twice refund credit accounting booking payment receipt vat address",
    "parcel delivery courier tracking arrived missing shipment package depot neighbour delayed address order",
    "password login account reset link locked username email verification code sign access",
    "return exchange size colour wrong damaged broken label parcel refund replacement item",
    "contract cancel cancellation notice period renewal subscription terms fee month tariff",
    "app crash phone update install version android iphone screen button settings freeze",
    "rechnung betrag abgebucht doppelt konto zahlung gutschrift lastschrift buchhaltung mahnung",
    "lieferung paket bestellung sendung verfolgung angekommen nachbar spedition verspätet ware",
    "price offer discount voucher quote quantity business customer reseller list bulk",
    "address change moved street name marriage data privacy delete newsletter unsubscribe",
)
ANY = (
    "team service customer product already always another anything because before bought called chance colleague "
    "couple days different early easily email enough explain finally first found given going great happened hear here "
    "hope house idea inform information instead issue keep know last later least little long look made maybe moment "
    "never next nothing number office often once online open ordered other over own part people person phone piece "
    "please point possible probably quick quickly quite really reason regarding reply right same second seems should "
    "side small someone something soon start store sure take tell thing think thought together took tried trying turn "
    "under until used using usually waiting want website whole without working would writing wrong yesterday"
)
OUTAGES = (
    "offline heating controller connection cloud red light boiler reconnect thermostat unreachable gateway",
    "störung heizung offline verbindung regler cloud therme kalt erreichbar gateway leuchtet",
    "checkout basket error blank page card declined pay button loading retry gateway",
    "statement missing transfers balance incorrect booked overnight duplicated entries ledger",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    """A mail that begins a conversation. `trouble`: it is about the trouble with this number, 0 for none."""

    at: datetime
    customer: str
    text: str
    trouble: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Alarm:
    """What people were told, when, and of which troubles the mails were."""

    at: datetime
    found: Unusual
    troubles: frozenset[int]


@dataclass(slots=True, kw_only=True)
class Desk:
    """So many mails a day from a seed; `troubles`: when each began, and how many write about it within an hour."""

    seed: int
    a_day: float
    days: int = 58
    troubles: tuple[tuple[datetime, int], ...] = ()
    mails: list[Mail] = field(init=False)
    _chance: random.Random = field(init=False)

    def __post_init__(self) -> None:
        self._chance = random.Random(self.seed)
        self.mails = sorted((*self._ordinary(), *self._troubled()), key=lambda mail: mail.at)

    def alarms(self, *, after: timedelta = HISTORY) -> list[Alarm]:
        """What people would be told from then on."""
        times = [mail.at for mail in self.mails]
        kept = [packed(numbers(mail.text)) for mail in self.mails]
        likes = [
            Like(thread_id=n, customer=mail.customer, at=mail.at, numbers=frozenset(unpacked(kept[n])))
            for n, mail in enumerate(self.mails)
        ]
        told, known = list[Alarm](), list[Burst]()
        behind = bisect_left(times, START + after)
        while behind < len(times):
            now = times[behind].replace(second=0) + MINUTE
            behind = bisect_left(times, now)
            first, begin = bisect_left(times, now - WITHIN), bisect_left(times, now - WITHIN - HISTORY)
            window = likes[first:behind]
            sample = [like.numbers for like in likes[max(first - SAMPLE, 0) : first]]
            for group in groups(window, sample, threads=THREADS):
                known = [burst for burst in known if now - burst.last_at < QUIET]
                if burst := same(group, known):
                    known[known.index(burst)] = goes_on(burst, group)
                    continue
                if not worth_counting(group, sample, window=len(window)):
                    continue
                alike = alike_before(group.core, list(zip(times[begin:first], kept[begin:first], strict=True)))
                arrivals = self._arrivals(times, now, begin, first)
                found = unusual(group, alike, arrivals, window=len(window), within=WITHIN, threads=THREADS)
                if found is None:
                    continue
                told.append(Alarm(at=now, found=found, troubles=self._about(found)))
                known.append(_told(found, now))
        return told

    def _arrivals(self, times: list[datetime], now: datetime, begin: int, first: int) -> Arrivals:
        counts = [
            bisect_left(times, now - day * DAY) - bisect_left(times, now - day * DAY - WITHIN) for day in range(1, 29)
        ]
        days = min(max((now - START) / DAY, 1.0), 28.0)
        return Arrivals(
            in_all=first - begin, this_hour=sum(counts) / days, this_weekday=sum(counts[6::7]) / max(days / 7, 1.0)
        )

    def _about(self, found: Unusual) -> frozenset[int]:
        return frozenset(self.mails[like.thread_id].trouble for like in found.group.threads)

    def _ordinary(self) -> list[Mail]:
        chance, mails = self._chance, list[Mail]()
        share = self.a_day / sum(BY_HOUR) / (sum(BY_WEEKDAY) / 7)
        for hour in range(self.days * 24):
            at = START + hour * HOUR
            busy = share * BY_HOUR[at.hour] * BY_WEEKDAY[at.weekday()] * chance.gammavariate(20, 1 / 20)
            for _ in range(_poisson(chance, busy)):
                topic = chance.choices(TOPICS, [1 / (n + 1) for n in range(len(TOPICS))])[0]
                who = f"c{chance.randrange(int(self.a_day * 60))}"
                mails.append(Mail(at=at + chance.random() * HOUR, customer=who, text=self._text(topic, 3, 7)))
        return mails

    def _troubled(self) -> list[Mail]:
        mails = []
        for number, (begun, count) in enumerate(self.troubles, 1):
            words = OUTAGES[number % len(OUTAGES)]
            for n in range(count):
                at = begun + self._chance.random() * HOUR
                text = self._text(words, 2, 5)
                mails.append(Mail(at=at, customer=f"o{number}-{n}", text=text, trouble=number))
        return mails

    def _text(self, words: str, least: int, most: int) -> str:
        chance, own, usual = self._chance, words.split(), ANY.split()
        said = chance.sample(own, chance.randint(least, min(most, len(own))))
        said += chance.sample(usual, chance.randint(8, 25))
        return " ".join(said)


def _told(found: Unusual, now: datetime) -> Burst:
    threads = found.group.threads
    return Burst(
        inbox="support",
        core=found.group.core,
        since=threads[0].at,
        told_at=now,
        customers=found.group.customers,
        last_at=threads[-1].at,
    )


def _poisson(chance: random.Random, mean: float) -> int:
    limit, product, count = math.exp(-mean), chance.random(), 0
    while product > limit:
        product *= chance.random()
        count += 1
    return count
