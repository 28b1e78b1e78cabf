"""rules.toml texts the tests start from."""

from collections.abc import Mapping

from triaged.policy.load import load
from triaged.policy.problems import PolicyProblems
from triaged.policy.shape import Policy, Problem

SMALLEST = """\
company.name = "Nordlicht GmbH"
calendar.office = { zone = "Europe/Berlin", open = ["Mon-Fri 08:00-17:00"], holidays = "DE-HH" }
person.anna = { name = "Anna Petersen", mail = ["anna@nordlicht.example"] }
inbox.support = { address = "support@nordlicht.example", account = "main" }

[account.main]
kind  = "gmail"
user  = "support@nordlicht.example"
login = { password = "file:/etc/triaged/app-password" }

[[promise.row]]
reply = "1 day"
"""

EVERYTHING = """\
version = 1
[company]
name = "Küste & Co"
domains = ["kueste.example", "coast.example"]
languages = ["de", "en"]
address = { de = "du" }
phone = "+49 1"
emergency = "+49 2"
imprint = { de = "Zeile 1\\nZeile 2", en = "line 1" }
[calendar."the office"]
zone = "Europe/Berlin"
open = ["Mon-Thu 08:00-12:00 12:30-17:00", "Sat 22:00-06:00", "Fri 18:00-24:00"]
holidays = "DE"
not_holiday = [2026-05-01]
short = { 2026-12-23 = "08:00-12:00 13:00-14:00" }
closed = [
  { from = 2026-12-24, to = 2026-12-31, why = { de = "Ferien", en = "break" } },
  { from = 2027-01-01, to = 2027-01-02 },
]
[calendar.always]
zone = "UTC"
open = ["Mon-Sun 00:00-24:00"]
[person.anna]
name = "Anna \\"A\\" \\\\ Petersen"
role = { de = "Leiterin", en = "head" }
mail = ["Anna@kueste.example", "anna@home.example"]
user = "a.petersen"
tell = ["hook", "mail"]
open = ["Mon-Wed 08:00-14:00", "Sat 23:00-03:00"]
[person.ben]
name = "Ben"
mail = "ben@kueste.example"
[team.service]
name = { de = "Dienst", en = "service" }
lead = "ben"
manager = "anna"
people = ["ben", "anna"]
calendar = "the office"
assign = "least busy"
pace = 2.5
on_call = { calendar = "always", people = ["anna", "ben"], changes = "Thu 07:30" }
[team.night]
calendar = "always"
[inbox.support]
address = "Support+x@kueste.example"
also = ["help@kueste.example"]
account = "m365"
watch = ["INBOX", "Übrige"]
sent = ["auto", "Gesendet"]
look_every = "5s"
sender = { de = "Wir", en = "We" }
team = "service"
own_lists = ["<Team.kueste.example>"]
trusted_forwarders = ["uni.example", "fw@uni.example"]
forms = ["www@kueste.example"]
blind_copies = true
send = "drafts"
imprint = { de = "a", en = "b" }
[inbox.other]
address = "other@kueste.example"
account = "plain"
team = "night"
[inbox.third]
address = "third@kueste.example"
account = "g"
team = "night"
[account.m365]
kind = "microsoft365"
user = "support@kueste.example"
mailbox = "shared@kueste.example"
login = { oauth = "client", tenant = "t.example", id = "abc", secret = "cmd:pass show m365" }
journal = "journal@kueste.example"
bounces = "bounces@kueste.example"
pace = "10 a minute"
[account.plain]
imap = "imap+plain://127.0.0.1:1143"
smtp = "smtp+plain://[::1]:1025"
ca = "/etc/ca.pem"
user = "u"
login = { oauth = "refresh", id = "x", refresh_token = "env:TOKEN", token_url = "http://127.0.0.1:9/t", scope = "mail" }
files_sent = true
bounces = "<>"
journal = "off"
[account.g]
kind = "gmail"
user = "g@kueste.example"
login = { password = "env:G" }
[customer.vip]
who = ["*@big.example", "re:@.*\\\\.gov$", "one@x.example"]
importance = "high"
[topic.fault]
name = { de = "Störung", en = "fault" }
means = { de = "Etwas geht nicht", en = "something does not work" }
examples = ["Die Therme zeigt E17", "The app is offline"]
folders = ["INBOX/Störungen"]
team = "night"
needs = ["serial_number", "photo"]
[topic.other]
name = { de = "Sonstiges", en = "other" }
[fact.serial_number]
find = ["re:\\\\bNL([0-9]{8})\\\\b", "serial unknown"]
ask = { de = "die Seriennummer", en = "the serial number" }
waits = true
[fact.photo]
find = "attachment:image/*"
ask = { de = "ein Foto", en = "a photo" }
[fact.attachment]
ask = { de = "der Anhang", en = "the attachment" }
[incident.cloud]
name = { de = "die Wolke ist weg", en = "the cloud is gone" }
like = { text = "cloud", topic = "fault", not.subject = "invoice" }
news = "90m"
suggest = { mails = 8, within = "20m", tell = ["manager", "ben"] }
say = { de = "Zeile 1\\nZeile 2", en = "line 1" }
[incident.power]
name = { de = "Strom", en = "power" }
like = {}
news = "1 day"
suggest = { mails = 2, within = "1m" }
say = { de = "a", en = "b" }
[articles]
folder = "help"
sitemap = "sitemap.xml"
url = "https://help.kueste.example/{path}"
most = 1
[burst]
alarm = false
threads = 9
within = "45m"
tell = ["manager", "ben"]
[promise]
basis = "forecast"
forecast_level = 0.9
round_to = "15m"
after_opening = "0s"
at_least = "2h"
at_most = "5 days"
[[promise.row]]
name = "first"
when = { customer = "vip", not.language = ["en", "fr"], not.subject = "x" }
calendar = "always"
reply = "1h30m"
next = "45m"
update = "2h"
solve = "end of next day"
[[promise.row]]
reply = "end of next day"
[[rule]]
name = "all keys"
urgency = "at least high"
kind = "machine"
team = "night"
customer = "reply-to"
trusted = true
acknowledge = "after 10m"
topic = "fault"
articles = false
tell = ["lead", "ben"]
[rule.when]
inbox = "support"
from = "*@x.example"
to = "*@y.example"
subject = "re:\\\\d+"
text = ["a b", "c*"]
header = "X-Y: z"
attachment = "*.pdf"
larger_than = "3 KB"
customer = "vip"
language = "de"
urgency = "low"
team = "service"
topic = ["fault", "other"]
tone = "upset"
not.to = "z@y.example"
[judge]
critical_needs = "200 outcomes"
look_first = 5
tone = false
sentences = "never"
urgent_like = ["Die Therme ist aus", "Smell of gas"]
patient_like = ["Which colours are there?"]
[trust]
results_of = ["MX.kueste.example"]
own_mail = "header:X-Internal=yes"
unproven = "hold"
[ladder]
shows = "link"
gather = "90s"
repeat = "24h"
answer = false
[[ladder.rung]]
at = 100
tell = ["lead", "anna"]
by = ["mail", "room"]
[[ladder.rung]]
at = 0
tell = "team"
[[ladder.rung]]
at = 100
tell = "owner"
[channel.hook]
kind = "webhook"
url = "credential:hook"
sign = "file:/etc/hook-sign"
[channel.room]
kind = "matrix"
url = "env:MATRIX"
room = "!abc:kueste.example"
token = "credential:matrix"
private = true
[channel.slack]
kind = "slack"
url = "env:SLACK"
[channel.teams]
kind = "teams"
url = "env:TEAMS"
[renewal]
send = "auto"
ask_at = 60
before = "1h15m"
most = 1
needs = "nothing"
[close]
after = "never"
left_inbox = "done"
to_trash = "done"
to_junk = "nothing"
[digest]
at = "07:05"
[report]
by_person = true
[letters]
send = "off"
templates = "templates"
reference = false
greet_name = "never"
zone = "always"
doubt_wait = "45s"
person = "first name"
write_from = "07:00"
write_till = "24:00"
[acknowledge]
new = false
again = false
wait = "0s"
same_customer = "each"
late = "36h"
late_above = 0
max_recipients = 5
unsure_language = "first"
[limits]
sender = "1 a day"
sender_proven = "2 a day"
domain = "3 an hour"
domain_exempt = ["gmail.com"]
inbox = "4 an hour"
inbox_always = "5 an hour"
mail = "100 KB"
[health]
tell = ["anna", "mail:it@kueste.example"]
silent = "6h"
ping = "https://health.example/x"
metrics = "[::1]:9464"
[store]
url = "postgresql://triaged@db.example/triaged"
socket = "/run/triaged/control"
secret = "file:/etc/db"
"""
"""Every key of every table, none with its default."""


def load_text(text: str, **files: str) -> Policy:
    """The policy of one text; `files` are the others by name, "_" for "."."""
    return load_files({"rules.toml": text} | {name.replace("_", "."): inner for name, inner in files.items()})


def load_files(files: Mapping[str, str]) -> Policy:
    """The policy of `rules.toml` among `files`."""

    def read(name: str) -> str:
        try:
            return files[name]
        except KeyError:
            raise FileNotFoundError(name) from None

    return load("rules.toml", read)


def problems_of(text: str, **files: str) -> tuple[Problem, ...]:
    """Every problem of a text, () when there is none."""
    try:
        load_text(text, **files)
    except PolicyProblems as wrong:
        return wrong.problems
    return ()
