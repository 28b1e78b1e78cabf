"""Every mistake is told with its exact place. In these texts ¦ marks where a problem must be shown."""

from typing import NamedTuple

import pytest

from tests.policy.texts import SMALLEST, problems_of
from triaged.policy.load import load
from triaged.policy.problems import PolicyProblems

MARK = "¦"


class Mistake(NamedTuple):
    """`old` of the smallest file becomes `new`; without `old`, `new` is added at the end. `says`: of the problem."""

    old: str
    new: str
    says: str


RULE = '[[rule]]\nwhen = {{ {} }}\nurgency = "high"\n'
LOGIN = 'login = { password = "file:/etc/triaged/app-password" }'
KIND = 'kind  = "gmail"'
ROW = '[[promise.row]]\nreply = "1 day"\n'
CALENDAR = 'calendar.office = { zone = "Europe/Berlin", open = ["Mon-Fri 08:00-17:00"], holidays = "DE-HH" }'
PERSON = 'person.anna = { name = "Anna Petersen", mail = ["anna@nordlicht.example"] }'
ACCOUNT = '[account.main]\nkind  = "gmail"\nuser  = "support@nordlicht.example"\n' + LOGIN + "\n"
INBOX = 'inbox.support = { address = "support@nordlicht.example", account = "main" }'
TEXT = '{ en = "a", de = "b", fr = "c", es = "d" }'
TOPIC = f"[topic.fault]\nname = {TEXT}\n"
FACT = f'[fact.order]\nfind = "re:x"\nask = {TEXT}\n'
INCIDENT = f'[incident.a]\nname = {TEXT}\nlike = {{}}\nnews = "1h"\nsay = {TEXT}#\n'

MISTAKES = {
    # the file itself
    "not TOML": Mistake("", "x = ¦yes\n", "not TOML"),
    "the same key twice": Mistake("", '[promise]\nround_to = "15m"\nround_to = "30m"¦\n', "not TOML"),
    "a table twice": Mistake("", '[account.main¦]\nkind = "imap"\n', "not TOML"),
    "an open string": Mistake("", '[letters]\nsend = "on¦\n', "not TOML"),
    "unknown table": Mistake("", "[¦leters]\n", 'did you mean "letters"'),
    "unknown key": Mistake("", '[letters]\n¦sned = "on"\n', 'did you mean "send"'),
    "unknown key, nothing near": Mistake("", "[letters]\n¦qwerty = 1\n", "known here: send, templates"),
    "unknown key in an inline table": Mistake('holidays = "DE-HH"', '¦holliday = "DE-HH"', 'did you mean "holidays"'),
    "table of a later version": Mistake("", "[¦survey]\nsend = 1\n", "does not work in this version yet"),
    "key of a later version": Mistake("", '[report]\n¦when = "Mon 07:30"\n', "does not work in this version yet"),
    "unknown way with sentences": Mistake("", '[judge]\nsentences = ¦"sometimes"\n', '"auto", "always"'),
    "a description that is no text": Mistake("", "[judge]\nurgent_like = [¦7]\n", "a number stands where a text"),
    "unknown tone": Mistake("", RULE.format('tone = ¦"angry"'), '"angry" is not a tone'),
    "value of a later version with more": Mistake(
        "", '[[rule]]\nwhen = {}\ncustomer = ¦"line:E-Mail"\n', "does not work in this version yet"
    ),
    "wrong version": Mistake("company", "version = ¦2\ncompany", "version = 1"),
    "a table that is a value": Mistake("company", "letters = ¦1\ncompany", "a number stands where a table"),
    "tables that are a value": Mistake("company", "team = ¦[]\ncompany", "a list stands where tables"),
    "an entry that is a value": Mistake("", '[customer]\nvip = ¦"*@x.example"\n', "a text stands where a table"),
    "a list that is a table": Mistake("", '[¦rule]\nname = "x"\n', "[[rule]]"),
    "an empty name": Mistake("", '[customer.¦""]\nwho = "*@x.example"\n', "this name is empty"),
    # types and forms
    "number for text": Mistake('"Nordlicht GmbH"', "¦7", "a number stands where a text"),
    "text for a list": Mistake("", '[limits]\ndomain_exempt = ¦"gmx.de"\n', "a list"),
    "text for true": Mistake("", '[acknowledge]\nnew = ¦"yes"\n', "true or false"),
    "text for number": Mistake("", '[acknowledge]\nlate_above = ¦"20"\n', "a whole number"),
    "negative number": Mistake("", "[acknowledge]\nlate_above = ¦-1\n", "at least 0"),
    "empty name of the company": Mistake('"Nordlicht GmbH"', '¦""', "an empty text"),
    "two lines where one must stand": Mistake('"Nordlicht GmbH"', '¦"a\\nBcc: x"', "line break"),
    "no such word": Mistake("", '[letters]\nsend = ¦"onn"\n', 'did you mean "on"'),
    "no clock time": Mistake("", '[promise]\nround_to = ¦"half an hour"\n', "not a length of time"),
    "slot longer than a day": Mistake("", '[promise]\nround_to = ¦"2 days"\n', '"1m" to "1 day"'),
    "no working time": Mistake('"1 day"', '¦"1 week"', "not a span of working time"),
    "no basis": Mistake("", '[promise]\nbasis = ¦"forcast"\n', 'did you mean "forecast"'),
    "a level of 100": Mistake("", "[promise]\nforecast_level = ¦1.0\n", "0.5 to 0.99"),
    "a level in percent": Mistake("", "[promise]\nforecast_level = ¦95\n", "0.95"),
    "a level in words": Mistake("", '[promise]\nforecast_level = ¦"95 %"\n', "not a share of mails"),
    "no time at all": Mistake('"1 day"', '¦"0m"', "lasts no time"),
    "longer than is ever promised": Mistake('"1 day"', '¦"9 days"', "longer than `promise.at_most`"),
    "no size": Mistake("", '[limits]\nmail = ¦"big"\n', "not a size"),
    "rate of another unit": Mistake("", '[limits]\nsender = ¦"3 an hour"\n', '"30 a day"'),
    "no time of day": Mistake("", '[letters]\nwrite_from = ¦"6 Uhr"\n', "not a time of day"),
    "a time after midnight": Mistake("", '[letters]\nwrite_till = ¦"24:01"\n', "not a time of day"),
    "midnight of the next day": Mistake("", '[digest]\nat = ¦"24:00"\n', "the next day"),
    "hours of letters upside down": Mistake(
        "", '[letters]\nwrite_from = "21:00"\nwrite_till = ¦"06:00"\n', "must be before"
    ),
    "hours of letters before their default": Mistake("", '[letters]\nwrite_from = ¦"21:00"\n', "must be before"),
    "no way to name people": Mistake("", '[letters]\nperson = ¦"first nam"\n', 'did you mean "first name"'),
    "limits upside down": Mistake("", '[limits]\ninbox_always = ¦"10 an hour"\n', "must not be below"),
    "prefix with an O": Mistake("", '[letters]\nreference = ¦"NO"\n', "two capital letters"),
    "no listening address": Mistake("", '[health]\nmetrics = ¦"9464"\n', "not an address to listen at"),
    "ping without TLS": Mistake("", '[health]\nping = ¦"http://health.example/x"\n', "not a web address"),
    # who we are, when we work
    "no name": Mistake('company.name = "Nordlicht GmbH"', '¦company.phone = "1"', "`company` has no `name`"),
    "no company": Mistake(
        'company.name = "Nordlicht GmbH"\ncalendar', "¦calendar", "`company` has no `name`"
    ),
    "language without letters": Mistake(
        "calendar.office", 'company.languages = ["en", ¦"nl"]\ncalendar.office', 'no letters in the language "nl"'
    ),
    "language twice": Mistake(
        "calendar.office", 'company.languages = ["en", ¦"en"]\ncalendar.office', "twice"
    ),
    "no languages": Mistake("calendar.office", "company.languages = ¦[]\ncalendar.office", "an empty list"),
    "text missing in a language": Mistake(
        "calendar.office", 'company.imprint = ¦{ en = "x", de = "y" }\ncalendar.office', "no text in fr, es"
    ),
    "text in an unknown language": Mistake(
        "", '[team.a]\nname = { en = "a", de = "a", fr = "a", es = "a", ¦xx = "a" }\n', "no letters in the language"
    ),
    "no domain": Mistake("calendar.office", 'company.domains = [¦"nord licht"]\ncalendar.office', "not a domain"),
    "unknown zone": Mistake('"Europe/Berlin"', '¦"Europe/Berln"', 'did you mean "Europe/Berlin"'),
    "unknown weekday": Mistake('"Mon-Fri 08:00-17:00"', '¦"Mon-Fry 08:00-17:00"', "weekday"),
    "no hours": Mistake('"Mon-Fri 08:00-17:00"', '¦"Mon-Fri 8-17"', "not a window"),
    "calendar that never opens": Mistake('["Mon-Fri 08:00-17:00"]', "¦[]", "an empty list"),
    "windows that overlap": Mistake(
        '["Mon-Fri 08:00-17:00"]', '¦["Mon-Fri 08:00-17:00", "Mon 16:00-18:00"]', "overlap"
    ),
    "unknown region": Mistake('"DE-HH"', '¦"DE-XX"', "DE"),
    "unknown country": Mistake('"DE-HH"', '¦"Germany"', "no public holidays"),
    "closed backwards": Mistake(
        ', holidays = "DE-HH"', ", closed = ¦[{ from = 2026-12-24, to = 2026-12-20 }]", "ends before it starts"
    ),
    "no day": Mistake(', holidays = "DE-HH"', ', not_holiday = [¦"tomorrow"]', "not a day"),
    "a moment for a day": Mistake(', holidays = "DE-HH"', ", not_holiday = [¦2026-12-24 10:00:00]", "2026-12-24"),
    "short day without hours": Mistake(', holidays = "DE-HH"', ', short = { 2026-12-24 = ¦"" }', "names none"),
    "short on no day": Mistake(', holidays = "DE-HH"', ', short = { ¦xmas = "08:00-12:00" }', "not a day"),
    "no calendar": Mistake(SMALLEST, "¦" + SMALLEST.replace(CALENDAR, ""), "there is no calendar"),
    # who works
    "no person": Mistake(SMALLEST, "¦" + SMALLEST.replace(PERSON, ""), "there is no person"),
    "person without mail": Mistake(PERSON, 'person.¦anna = { name = "Anna Petersen" }', "has no `mail`"),
    "no address": Mistake('["anna@nordlicht.example"]', '[¦"anna at nordlicht"]', "is not an address"),
    "address of two people": Mistake(
        "", '[person.ben]\nname = "B"\nmail = ¦"Anna@nordlicht.example"\n', "already anna's"
    ),
    "person called lead": Mistake("", '[person.¦lead]\nname = "B"\nmail = "b@nordlicht.example"\n', "cannot be called"),
    "person told by no channel": Mistake(PERSON, PERSON[:-1] + ', tell = ["mail", ¦"teams"] }', 'no channel "teams"'),
    "login of two people": Mistake(
        "", '[person.ben]\nname = "B"\nmail = "b@nordlicht.example"\nuser = ¦"anna"\n', "already the login name of anna"
    ),
    "login that is another person's name": Mistake(
        PERSON, PERSON[:-1] + ', user = ¦"ben" }\nperson.ben = { name = "B", mail = "b@nordlicht.example" }',
        "already the login name of ben",
    ),
    "own hours that overlap": Mistake(
        PERSON, PERSON[:-1] + ', open = ¦["Mon 08:00-12:00", "Mon 11:00-13:00"] }', "overlap"
    ),
    "own hours that are none": Mistake(PERSON, PERSON[:-1] + ', open = ["Mon 08:00-12:00", ¦"Tue"] }', "no hours"),
    "own hours without a team": Mistake(
        "", '[person.ben]\nname = "B"\nmail = "b@nordlicht.example"\nopen = ¦"Mon 08:00-12:00"\n'
        '[team.a]\npeople = "anna"\n', "need a team"
    ),
    "no way to assign": Mistake("", '[team.a]\nassign = ¦"in turns"\n', 'did you mean "in turn"'),
    "no pace": Mistake("", "[team.a]\npace = ¦0\n", "above 0"),
    "pace that never ends": Mistake("", "[team.a]\npace = ¦inf\n", "above 0"),
    "pace in words": Mistake("", '[team.a]\npace = ¦"6 an hour"\n', "above 0"),
    "on call without people": Mistake("", '[team.a]\n¦on_call = { calendar = "office" }\n', "has no `people`"),
    "on call with nobody": Mistake(
        "", '[team.a]\non_call = { calendar = "office", people = ¦[] }\n', "an empty list"
    ),
    "on call in no calendar": Mistake(
        "", '[team.a]\non_call = { calendar = ¦"offce", people = "anna" }\n', 'did you mean "office"'
    ),
    "on call, but nobody knows them": Mistake(
        "", '[team.a]\non_call = { calendar = "office", people = ["anna", ¦"ana"] }\n', 'did you mean "anna"'
    ),
    "on call for another team": Mistake(
        "", '[person.ben]\nname = "B"\nmail = "b@nordlicht.example"\n[team.a]\npeople = "anna"\n'
        'on_call = { calendar = "office", people = ["anna", ¦"ben"] }\n', "not of this team"
    ),
    "on call twice": Mistake(
        "", '[team.a]\non_call = { calendar = "office", people = ["anna", ¦"anna"] }\n', "stands here twice"
    ),
    "change of no weekday": Mistake(
        "", '[team.a]\non_call = { calendar = "office", people = "anna", changes = ¦"Mo 08:00" }\n',
        'did you mean "Mon"',
    ),
    "change at no time": Mistake(
        "", '[team.a]\non_call = { calendar = "office", people = "anna", changes = ¦"Mon" }\n', "not a time of day"
    ),
    "change at midnight": Mistake(
        "", '[team.a]\non_call = { calendar = "office", people = "anna", changes = ¦"Mon 24:00" }\n', "the next day"
    ),
    "lead nobody knows": Mistake("", '[team.a]\nlead = ¦"ana"\n', 'did you mean "anna"'),
    "people nobody knows": Mistake("", '[team.a]\npeople = ["anna", ¦"bob"]\n', 'no person "bob"'),
    "team without calendar": Mistake(
        "", '[team.¦a]\n[calendar.b]\nzone = "UTC"\nopen = "Mon 08:00-09:00"\n', "`calendar` is needed"
    ),
    "two calendars and no team": Mistake(
        "", '[calendar.¦b]\nzone = "UTC"\nopen = "Mon 08:00-09:00"\n', "nobody knows which one counts"
    ),
    "team without such a calendar": Mistake("", '[team.a]\ncalendar = ¦"offce"\n', 'did you mean "office"'),
    # inboxes and accounts
    "inbox without address": Mistake(INBOX, 'inbox.¦support = { account = "main" }', "has no `address`"),
    "inbox without such an account": Mistake('"main" }', '¦"mian" }', 'did you mean "main"'),
    "inbox without such a team": Mistake('"main" }', '"main", team = ¦"x" }', 'no team "x"'),
    "two teams to choose from": Mistake(
        "inbox.support", "team.a = {}\nteam.b = {}\ninbox.¦support", "`team` is needed"
    ),
    "address of two inboxes": Mistake(
        "", '[inbox.b]\naddress = ¦"Support+b@nordlicht.example"\nwatch = "B"\n', "already an address of inbox"
    ),
    "address of a person": Mistake("", '[inbox.b]\naddress = ¦"anna@nordlicht.example"\nwatch = "B"\n', "own address"),
    "a folder watched twice": Mistake(
        "", '[inbox.b]\naddress = "b@nordlicht.example"\nwatch = ["B", ¦"inbox"]\n', "already watched"
    ),
    "no account": Mistake(
        SMALLEST,
        "¦" + SMALLEST.replace(ACCOUNT, "").replace('account = "main"', 'account = ¦"main"'),
        "there is no account",
    ),
    "two accounts to choose from": Mistake(
        INBOX, 'account.b = { user = "b", login = { password = "env:B" }, kind = "gmail" }\n'
        'inbox.¦support = { address = "support@nordlicht.example" }', "`account` is needed"
    ),
    "account without server": Mistake(
        "[account.main]\n" + KIND, '[account.¦main]\nkind = "imap"\nsmtp = "smtps://mail.example"', "needs `imap`"
    ),
    "server of the wrong kind": Mistake(KIND, KIND + '\nimap = ¦"smtps://mail.example"', "this is not a server"),
    "plain beyond this machine": Mistake(KIND, KIND + '\nimap = ¦"imap+plain://mail.example"', "without TLS only"),
    "port of no kind": Mistake(KIND, KIND + '\nsmtp = ¦"smtp://mail.example:99999"', "this is not a server"),
    "no login": Mistake(ACCOUNT, '[account.¦main]\nkind = "gmail"\nuser = "a"\n', "has no `login`"),
    "empty login": Mistake(LOGIN, "login = ¦{}", "either `password` or `oauth`"),
    "two logins": Mistake(LOGIN, 'login = ¦{ password = "env:A", oauth = "refresh" }', "either `password` or `oauth`"),
    "tenant for a password": Mistake(LOGIN, 'login = { password = "env:A", tenant = ¦"t" }', "belongs to `oauth`"),
    "password at microsoft": Mistake(
        ACCOUNT,
        '[account.main]\nkind = "microsoft365"\nuser = "a"\nlogin = { password = ¦"env:A" }\n',
        "takes no passwords",
    ),
    "microsoft without a tenant": Mistake(
        ACCOUNT,
        '[account.main]\nkind = "microsoft365"\nuser = "a"\n'
        'login = ¦{ oauth = "client", id = "a", secret = "env:A" }\n',
        "needs `tenant`",
    ),
    "gmail without its own grant": Mistake(
        LOGIN, 'login = { oauth = ¦"client", id = "a", secret = "env:B" }', "does not offer"
    ),
    "oauth without a token": Mistake(LOGIN, 'login = ¦{ oauth = "refresh", id = "a" }', "needs `refresh_token`"),
    "secret written down": Mistake(LOGIN, 'login = { password = ¦"s3cret" }', "must not stand in this file"),
    "credential with a path": Mistake(LOGIN, 'login = { password = ¦"credential:../x" }', "cannot be used"),
    "relative secret file": Mistake(LOGIN, 'login = { password = ¦"file:secret" }', "cannot be used"),
    # customers, rules, rows
    "no address pattern": Mistake("", '[customer.vip]\nwho = [¦"hafenwerke.example"]\n', '"*@hafenwerke.example"'),
    "list outside": Mistake("", '[customer.vip]\nwho = ¦"file:/etc/passwd"\n', "cannot be read"),
    "list that is not there": Mistake("", '[customer.vip]\nwho = ¦"file:vip.txt"\n', "cannot be read"),
    "rule without condition": Mistake("", '[[¦rule]]\nurgency = "high"\n', "has no `when`"),
    "rule that decides nothing": Mistake("", '[[¦rule]]\nname = "x"\nwhen = {}\n', "decides nothing"),
    "rules of one name": Mistake(
        "",
        '[[rule]]\nname = "x"\nwhen = {}\nkind = "machine"\n[[rule]]\nname = ¦"x"\nwhen = {}\nurgency = "low"\n',
        "has this name already",
    ),
    "unknown key in a condition": Mistake("", RULE.format('¦subjct = "x"'), 'did you mean "subject"'),
    "unknown key turned round": Mistake("", RULE.format('not.¦langage = "en"'), 'did you mean "language"'),
    "unknown inbox in a condition": Mistake("", RULE.format('inbox = ["support", ¦"suport"]'), 'mean "support"'),
    "unknown group in a condition": Mistake("", RULE.format('not.customer = ¦"vip"'), "there is no [customer"),
    "unknown team in a row": Mistake(ROW, ROW + 'when.team = ¦"x"\n', 'no team "x"'),
    "unknown calendar in a row": Mistake(ROW, ROW + 'calendar = ¦"x"\n', 'no calendar "x"'),
    "next reply longer than is ever promised": Mistake(
        ROW, ROW + 'next = ¦"9 days"\n', "`promise.row.next` is longer than `promise.at_most`"
    ),
    "solved before it is answered": Mistake(ROW, '[[promise.row]]\nreply = "4h"\nsolve = ¦"2h"\n', "before it"),
    "unknown topic in a row": Mistake(ROW, ROW + 'when.topic = ¦"fault"\n', "there is no [topic"),
    "unknown topic in a rule": Mistake(
        "", '[[rule]]\nwhen = {}\ntopic = ¦"falt"\n' + TOPIC, 'did you mean "fault"'
    ),
    "rule that tells nobody": Mistake("", '[[rule]]\nwhen = {}\ntell = ["lead", ¦"bob"]\n', 'no person "bob"'),
    "rule that tells the owner": Mistake("", '[[rule]]\nwhen = {}\ntell = ¦"owner"\n', "cannot stand here"),
    "letter after no time": Mistake("", '[[rule]]\nwhen = {}\nacknowledge = ¦"after 0m"\n', "too short"),
    "letter after a while": Mistake("", '[[rule]]\nwhen = {}\nacknowledge = ¦"after a while"\n', "not a length"),
    "letter of no kind": Mistake("", '[[rule]]\nwhen = {}\nacknowledge = ¦"alway"\n', 'did you mean "always"'),
    "topic without a name": Mistake("", '[topic.¦a]\n', "has no `name`"),
    "topic without a name in a language": Mistake("", '[topic.a]\nname = ¦{ en = "a" }\n', "no text in de, fr, es"),
    "topic with an empty name": Mistake("", '[topic.a]\nname = ¦{}\n', "no text in en, de, fr, es"),
    "topic of no team": Mistake("", TOPIC + 'team = ¦"b"\n', 'no team "b"'),
    "topic that needs an unknown fact": Mistake("", FACT + TOPIC + 'needs = ["order", ¦"ordr"]\n', 'mean "order"'),
    "topic that is none": Mistake("", TOPIC.replace("[topic.fault]", '[topic.¦"(none)"]'), "cannot be called"),
    "folder of two topics": Mistake(
        "",
        TOPIC + 'folders = ["INBOX/B"]\n' + TOPIC.replace("[topic.", "[topic.a") + 'folders = ["A", ¦"INBOX/B"]\n',
        "already a folder of topic",
    ),
    "topic that needs a fact, and there is none": Mistake("", TOPIC + 'needs = [¦"order"]\n', "there is no [fact"),
    "fact without a pattern": Mistake("", f"[fact.¦order]\nask = {TEXT}\n", "a fact needs `find`"),
    "fact without words": Mistake("", '[fact.¦order]\nfind = "re:x"\n', "has no `ask`"),
    "fact in one language": Mistake("", '[fact.order]\nfind = "re:x"\nask = ¦{ en = "a" }\n', "no text in de, fr, es"),
    "fact with many words": Mistake(
        "",
        f'[fact.order]\nfind = "re:x"\nask = {TEXT}\n'.replace('"c"', f'¦"{"c " * 11}"'),
        "more than 10 words",
    ),
    "fact that is found in nothing": Mistake("", FACT.replace('"re:x"', "¦'re:[0-9]*'"), "where nothing stands"),
    "fact without an end": Mistake("", FACT.replace('"re:x"', '¦"order *"'), "* has no end here"),
    "fact by no expression": Mistake("", FACT.replace('"re:x"', '¦"re:("'), "cannot be used"),
    "fact by looking around": Mistake("", FACT.replace('"re:x"', '¦"re:(?=x)x"'), "RE2 has no look-around"),
    "fact by no pattern": Mistake("", FACT.replace('"re:x"', '[¦""]'), "an empty pattern"),
    "fact by no attachment": Mistake("", FACT.replace('"re:x"', '¦"attachment:"'), "an empty pattern"),
    "fact by a number": Mistake("", FACT.replace('"re:x"', "¦7"), "a number stands where a text"),
    "fact that waits perhaps": Mistake("", FACT + 'waits = ¦"yes"\n', "true or false"),
    "topic described in one language": Mistake(
        "", TOPIC + 'means = ¦{ en = "x" }\n', "`topic.fault.means` has no text in de, fr, es"
    ),
    "incident without words": Mistake("", INCIDENT.replace("say =", "# say =").replace("a]", "¦a]"), "has no `say`"),
    "incident in one language": Mistake(
        "", INCIDENT.replace("say = {", "say = ¦{").replace(', es = "d" }#', " }"), "`incident.a.say` has no text in es"
    ),
    "incident like nothing known": Mistake("", INCIDENT.replace("{}", '{ topic = ¦"x" }', 1), "there is no [topic"),
    "incident with a wrong condition": Mistake("", INCIDENT.replace("{}", '{ ¦tex = "x" }', 1), 'mean "text"'),
    "news at once": Mistake("", INCIDENT.replace('"1h"', '¦"0s"'), "too short"),
    "bursts of two": Mistake("", "[burst]\nthreads = ¦2\n", "from 3 to 1000"),
    "bursts of days": Mistake("", '[burst]\nwithin = ¦"2 days"\n', '"10m" to "24h"'),
    "bursts told to nobody": Mistake("", '[burst]\ntell = ¦"bob"\n', 'no person "bob"'),
    "a burst's unknown key": Mistake("", "[burst]\n¦thread = 5\n", "threads"),
    "suggested by one mail": Mistake(
        "", INCIDENT + 'suggest = { mails = ¦1, within = "20m" }\n', "from 2 to 10000"
    ),
    "suggested without a time": Mistake("", INCIDENT + "¦suggest = { mails = 2 }\n", "has no `within`"),
    "suggested to nobody": Mistake(
        "", INCIDENT + 'suggest = { mails = 2, within = "1h", tell = ¦"bob" }\n', 'no person "bob"'
    ),
    "articles nowhere": Mistake("", "[¦articles]\nmost = 1\n", "says nowhere where they are"),
    "articles at one address": Mistake(
        "", '[articles]\nfolder = "help"\nurl = ¦"https://h.example/"\n', "the same for every article"
    ),
    "articles at an open address": Mistake(
        "", '[articles]\nfolder = "help"\nurl = ¦"http://h.example/{path}"\n', "not a web address that can be used"
    ),
    "address for a sitemap": Mistake(
        "", '[articles]\nsitemap = "s.xml"\n¦url = "https://h.example/{path}"\n', "a sitemap has every address itself"
    ),
    "three articles": Mistake("", '[articles]\nfolder = "help"\nmost = ¦3\n', "from 1 to 2"),
    "articles of a later version": Mistake("", '[articles]\nfolder = "help"\n¦sure = 0.9\n', "this version yet"),
    "articles in a rule": Mistake("", '[[rule]]\nwhen = {}\narticles = ¦"never"\n', "true or false"),
    "unknown team in a rule": Mistake("", '[[rule]]\nwhen = {}\nteam = ¦"x"\n', 'no team "x"'),
    "urgency of no kind": Mistake("", '[[rule]]\nwhen = {}\nurgency = ¦"at least hgh"\n', 'did you mean "high"'),
    "broken expression": Mistake("", RULE.format('text = ["a", ¦"re:(b"]'), "missing )"),
    "expression with look-ahead": Mistake("", RULE.format('text = ¦"re:(?=b)"'), "no look-around"),
    "empty pattern": Mistake("", RULE.format('subject = ¦" "'), "empty pattern"),
    "header without name": Mistake("", RULE.format('header = ¦"contact"'), "with its name"),
    "nothing promised": Mistake(SMALLEST, "¦" + SMALLEST.replace(ROW, ""), "nothing is promised"),
    "row without time": Mistake(ROW, '[[promise.¦row]]\nname = "x"\n', "has no `reply`"),
    "second row is wrong": Mistake(ROW, ROW + '[[promise.row]]\nreply = ¦"soon"\n', "not a span"),
    "rung above the top": Mistake("", '[[ladder.rung]]\nat = ¦101\ntell = "lead"\n', "from 0 to 100"),
    "rung of no share": Mistake("", '[[ladder.rung]]\nat = ¦true\ntell = "lead"\n', "from 0 to 100"),
    "rung by no channel": Mistake(
        "", '[[ladder.rung]]\nat = 0\ntell = "team"\nby = ["mail", ¦"pager"]\n', 'no channel "pager"'
    ),
    "repeats counted in days": Mistake("", '[ladder]\nrepeat = ¦"1 day"\n', "counted in days"),
    "repeats at once": Mistake("", '[ladder]\nrepeat = ¦"0m"\n', "lasts no time"),
    "renewal asked too late": Mistake("", "[renewal]\nask_at = ¦100\n", "from 1 to 99"),
    "renewal asked at once": Mistake("", "[renewal]\nask_at = ¦0\n", "from 1 to 99"),
    "too many renewals": Mistake("", "[renewal]\nmost = ¦3\n", "from 1 to 2"),
    "renewal of no kind": Mistake("", '[renewal]\nsend = ¦"always"\n', "cannot stand here"),
    "renewal counted in days": Mistake("", '[renewal]\nbefore = ¦"1 day"\n', "counted in days"),
    "closed after no time": Mistake("", '[close]\nafter = ¦"soon"\n', "not a span"),
    "junk of no meaning": Mistake("", '[close]\nto_junk = ¦"done"\n', "cannot stand here"),
    "channel of no kind": Mistake("", '[channel.a]\nkind = ¦"sms"\nurl = "env:A"\nroom = "x"\n', "cannot stand here"),
    "channel without an address": Mistake("", '[channel.¦a]\nkind = "slack"\n', "has no `url`"),
    "channel with its address": Mistake(
        "", '[channel.a]\nkind = "slack"\nurl = ¦"https://hooks.example/x"\n', "must not stand in this file"
    ),
    "channel called mail": Mistake("", '[channel.¦mail]\nkind = "slack"\nurl = "env:A"\n', "cannot be called"),
    "matrix without a room": Mistake(
        "", '[channel.¦a]\nkind = "matrix"\nurl = "env:A"\ntoken = "env:T"\n', "needs `room`"
    ),
    "matrix without a token": Mistake(
        "", '[channel.¦a]\nkind = "matrix"\nurl = "env:A"\nroom = "!a:b.example"\n', "needs `token`"
    ),
    "room of a webhook": Mistake(
        "", '[channel.a]\nkind = "webhook"\nurl = "env:A"\n¦room = "!a:b.example"\n', "channels of kind matrix"
    ),
    "signed slack": Mistake(
        "", '[channel.a]\nkind = "slack"\nurl = "env:A"\n¦sign = "env:S"\n', "belongs to channels of kind webhook"
    ),
    "digest for nobody": Mistake("", '[digest]\n¦to = "anna"\n', "is not known"),
    "rung that tells nobody": Mistake("", '[[ladder.rung]]\nat = 100\ntell = ["lead", ¦"bob"]\n', 'no person "bob"'),
    "trouble told to nobody": Mistake("", '[health]\ntell = ["anna", ¦"it"]\n', 'no person "it"'),
    "own mail by no header": Mistake("", '[trust]\nown_mail = ¦"X-Internal"\n', "says no header"),
    "store elsewhere": Mistake("", '[store]\nurl = ¦"mysql://x/y"\n', "not a place to keep state"),
    "password in the store's address": Mistake(
        "", '[store]\nurl = ¦"postgresql://t:hunter2@db/triaged"\n', "`store.secret`"
    ),
    "include that is no list": Mistake("company", 'include = ¦"people.toml"\ncompany', "not a list"),
    "include that is not there": Mistake("company", 'include = [¦"people.toml"]\ncompany', "cannot be read"),
    "include of itself": Mistake("company", 'include = [¦"rules.toml"]\ncompany', "read already"),
}  # fmt: skip


def marked(text: str) -> tuple[str, list[tuple[int, int]]]:
    """The text without marks, and where they were."""
    places = []
    for number, line in enumerate(text.split("\n"), 1):
        parts = line.split(MARK)
        places += [(number, len("".join(parts[: index + 1])) + 1) for index in range(len(parts) - 1)]
    return text.replace(MARK, ""), places


@pytest.mark.parametrize("mistake", MISTAKES.values(), ids=MISTAKES)
def test_mistake_is_told_with_its_place(mistake: Mistake) -> None:
    """One mistake gives one problem, at the marked place, in words that help."""
    assert mistake.old in SMALLEST
    text, places = marked(SMALLEST.replace(mistake.old, mistake.new, 1) if mistake.old else SMALLEST + mistake.new)
    problems = problems_of(text)
    assert [(problem.line, problem.column) for problem in problems] == places, problems
    told = " ".join(part for problem in problems for part in (problem.what, problem.expected, problem.hint))
    assert mistake.says in told


def test_there_are_many_mistakes() -> None:
    """The table above is not short."""
    assert len(MISTAKES) >= 100


def test_all_mistakes_at_once() -> None:
    """One mistake hides no other: each of these lines is told, in the order of the file."""
    text, places = marked(
        """\
company = { name = "N", phone = ¦7, ¦fax = "1", domains = ["n.example", ¦"-"] }
¦mirror = {}
[calendar.office]
zone = ¦"Europe/Berln"
open = [¦"Mon 8-17", "Tue 08:00-17:00"]
¦hours = 1
[person.¦anna]
name = "Anna"
[person.ben]
name = "Ben"
mail = ["ben@n.example", ¦"ben"]
[team.a]
lead = ¦"anne"
people = ["anna", ¦"bob"]
calendar = "office"
[inbox.support]
address = "support@n.example"
account = ¦"mian"
team = "a"
send = ¦"onn"
[account.main]
kind = "gmail"
user = "a"
login = { password = ¦"secret", ¦pasword = "x" }
[[promise.row]]
when = { inbox = ¦"suport" }
reply = ¦"x"
[[promise.row]]
calendar = ¦"offce"
reply = "1 day"
[[rule]]
when = { text = [¦"re:(", "b"], team = ¦"b", ¦sbject = "a" }
team = ¦"c"
[ladder]
shows = ¦"nothing"
[[ladder.¦rung]]
tell = ¦"nobody"
by = ¦"pigeon"
[limits]
mail = ¦0
sender = ¦"many"
"""
    )
    assert [(problem.line, problem.column) for problem in problems_of(text)] == places


def test_message_is_one_line_a_problem() -> None:
    """The error's text names file, line and column of every problem, so that editors can jump there."""
    with pytest.raises(PolicyProblems) as caught:
        load("rules.toml", lambda _: SMALLEST + '[letters]\nsned = "on"\nzone = 1\n')
    lines = str(caught.value).splitlines()
    assert lines[0] == 'rules.toml:14:1: `letters.sned` is not known; did you mean "send"?'
    assert lines[1].startswith("rules.toml:15:8: ")
    assert caught.value.status == 78


@pytest.mark.parametrize(
    "words",
    [
        '[inbox.x]\naddress = "x@nordlicht.example"\nwatch = "x"\n',
        '[account.x]\nuser = "x"\n',
        '[store]\nurl = "sqlite:/x"\n',
        '[limits]\nmail = "1 MB"\n',
        '[health]\nping = ""\n',
        '[trust]\nresults_of = ["mx.evil.example"]\n',
        '[channel.teams]\nkind = "teams"\nurl = "env:X"\n',
        'include = ["more.toml"]\n',
        "version = 1\n",
    ],
)
def test_included_files_cannot_redirect_mail(words: str) -> None:
    """What is marked (root) is refused in an included file, with that file's name and line."""
    (problem,) = problems_of('include = ["part.toml"]\n' + SMALLEST, part_toml="# hello\n" + words)
    assert problem.file == "part.toml"
    assert "main file only" in problem.what
    assert problem.hint == "move it to rules.toml"


def test_mistakes_in_included_files_are_told_there() -> None:
    """A value of an included file is a problem of that file, also in lists that are joined, and in list files."""
    problems = problems_of(
        'include = ["a.toml", "b.toml"]\n' + SMALLEST + '[customer.v]\nwho = "file:v.txt"\n',
        a_toml='[[promise.row]]\nreply = "2 days"\n[company]\nname = "again"\n',
        b_toml='[[promise.row]]\nreply = "x"\n[trust]\nunproven = "x"\n',
        v_txt="*@x.example\n\nnobody\n",
    )
    assert [(problem.file, problem.line, problem.column) for problem in problems] == [
        ("a.toml", 4, 1),
        ("b.toml", 2, 9),
        ("b.toml", 4, 12),
        ("v.txt", 3, 1),
    ]


@pytest.mark.parametrize(("file", "place"), [("[[rule]", ("a.toml", 1, 7)), (None, ("rules.toml", 1, 12))])
def test_what_may_stand_in_a_broken_file_is_not_missed(file: str | None, place: tuple[str, int, int]) -> None:
    """With an included file that cannot be read, its people are not said to be missing; other mistakes are told."""
    text = 'include = ["a.toml"]\n' + SMALLEST + '[team.a]\nlead = "ben"\n[letters]\nsned = "on"\n'
    problems = problems_of(text, **({"a_toml": file} if file else {}))
    assert [(problem.file, problem.line, problem.column) for problem in problems] == sorted(
        [place, ("rules.toml", 17, 1)]
    )


def test_what_a_flaw_makes_unknowable_is_not_told() -> None:
    """A wrong language list does not make every text a mistake too."""
    text = 'company.languages = ["en", "xx"]\n' + SMALLEST + '[team.a]\nname = { en = "a" }\n'
    (problem,) = problems_of(text)
    assert (problem.line, problem.column) == (1, 28)
