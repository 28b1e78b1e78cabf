"""What happens in the demo: who writes what, in which order. All of it is invented."""

import secrets
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import formatdate

from triaged.demo.desk import ADDRESS, GONE
from triaged.demo.postroom import LONG_LINES, Received


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """One mail to the desk.

    `about` says to the person at the screen what is special. `envelope`: who really sends it ("" = a mail system),
    None = the author. `answers`: the customer answers the desk's letter to the mail with this subject. `raw`: the
    octets after the common fields, for mail no mail program would write.
    """

    about: str
    name: str
    address: str
    subject: str
    text: str = ""
    to: str = ADDRESS
    envelope: str | None = None
    headers: tuple[tuple[str, str], ...] = ()
    answers: str = ""
    raw: bytes = b""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A person at the desk answers the mail with this subject from a mail program."""

    about: str
    subject: str
    name: str
    text: str


SCENES: tuple[Scene | Answer, ...] = (
    Scene(
        about="angry",
        name="Kim Lee",
        address="kim.lee@harbour.example",
        subject="Still no answer about my refund",
        text="This is the third time I write. I am very disappointed: nobody calls me back and my refund of 240 euros\n"
        "has not arrived. If nothing happens I will cancel my contract.\n\nKim Lee",
    ),
    Scene(
        about="German, critical by a rule",
        name="Jonas Weber",
        address="jonas.weber@kueste.example",
        subject="Heizung ausgefallen",
        text="Guten Tag,\n\nseit heute Morgen ist bei uns die Heizung ausgefallen und wir haben ein Baby im Haus.\n"
        "Bitte melden Sie sich.\n\nJonas Weber",
    ),
    Scene(
        about="newsletter",
        name="Messe News",
        address="news@messe.example",
        subject="Ten ideas for your autumn fair",
        text="Read our ten ideas for exhibitors.\n\nUnsubscribe: https://messe.example/off",
        headers=(("List-Id", "<news.messe.example>"), ("List-Unsubscribe", "<https://messe.example/off>")),
    ),
    Scene(
        about="billing",
        name="Priya Nair",
        address="priya@nairfoods.example",
        subject="Invoice 4711 was charged twice",
        text="Hello,\n\nyour invoice 4711 from last month was charged to our account twice. Could you please check it\n"
        "and send a corrected one?\n\nKind regards\nPriya Nair",
    ),
    Scene(
        about="urgent",
        name="Mara Holm",
        address="mara@holm-shop.example",
        subject="URGENT: our order page is down",
        text="Our customers cannot order since nine this morning. Please help as soon as possible: we lose\n"
        "money every minute.\n\nMara Holm",
    ),
    Scene(
        about="out of office",
        name="Tom Berg",
        address="tom.berg@atelier.example",
        subject="Automatic reply: your offer",
        text="I am out of the office until Monday and will read your mail then.",
        envelope="",
        headers=(("Auto-Submitted", "auto-replied"), ("X-Auto-Response-Suppress", "All")),
    ),
    Scene(
        about="French",
        name="Claire Moreau",
        address="claire.moreau@atelier-bleu.example",
        subject="Question sur ma commande",
        text="Bonjour,\n\npourriez-vous me dire quand ma commande du mois dernier sera livrée ?\n\n"
        "Merci beaucoup\nClaire Moreau",
    ),
    Scene(
        about="forged sender",
        name="Greta Lund",
        address="greta@nordlicht.example",
        subject="Please pay this invoice today",
        text="I am in a meeting. Transfer 8,400 euros to the account below at once and tell nobody.",
        envelope="x7@cheap-mailer.example",
    ),
    Scene(
        about="to support+app@…",
        name="Sam Ito",
        address="sam@ito-design.example",
        subject="The app logs me out",
        text="Hi, since the last update the app logs me out every few minutes. It is not urgent, but annoying.\n\nSam",
        to=ADDRESS.replace("@", "+app@"),
    ),
    Scene(
        about="broken MIME, unknown charset",
        name="Lena Fuchs",
        address="lena@druckerei.example",
        subject="Order 88",
        raw=b"MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=\r\n"
        b"Content-Transfer-Encoding: 9bit\r\nX-Odd \xff\xfe\r\n\r\n--\r\n"
        b"Content-Type: text/plain; charset=x-nobody-knows\r\n\r\nHello, we would like to order 20 more of the "
        b"caf\xe9 posters. When can you deliver them?\r\nThank you, Lena\r\n--=_never_closed",
    ),
    Scene(
        about="her address is gone",
        name="Olga Brandt",
        address=GONE,
        subject="Change of address",
        text="Dear team,\n\nplease note my new address: Am Hafen 3, Hamburg.\n\nOlga Brandt",
    ),
    Answer(
        about="with her mail program",
        subject="Still no answer about my refund",
        name="Anna Petersen",
        text="Dear Kim,\n\nI am sorry. The refund left our bank today.\n\nAnna Petersen",
    ),
    Scene(
        about="adds something",
        name="Priya Nair",
        address="priya@nairfoods.example",
        subject="Re: Invoice 4711 was charged twice",
        text="I forgot to say: it was the invoice from October.\n\nPriya",
        answers="Invoice 4711 was charged twice",
    ),
)


def new_id(address: str) -> str:
    """A Message-ID in the domain of an address."""
    return f"<{secrets.token_hex(8)}@{address.rpartition('@')[2]}>"


def written(scene: Scene, message_id: str, answered: Received | None) -> bytes:
    """The mail of a scene, as a mail program sends it now."""
    if scene.raw:
        head = f"From: {scene.name} <{scene.address}>\r\nTo: {scene.to}\r\nSubject: {scene.subject}\r\n"
        return f"{head}Date: {formatdate()}\r\nMessage-ID: {message_id}\r\n".encode() + scene.raw
    mail = _mail(f"{scene.name} <{scene.address}>", scene.to, scene.subject, message_id)
    if answered is not None:
        mail["In-Reply-To"] = mail["References"] = answered.message_id
    for name, value in scene.headers:
        mail[name] = value
    mail.set_content(scene.text)
    return mail.as_bytes(policy=LONG_LINES)


def answer(told: Answer, to: str, answered: str) -> bytes:
    """What a person at the desk writes: an ordinary reply to the customer's mail."""
    mail = _mail(f"{told.name} <{ADDRESS}>", to, f"Re: {told.subject}", new_id(ADDRESS))
    mail["In-Reply-To"] = mail["References"] = answered
    mail.set_content(told.text)
    return mail.as_bytes(policy=LONG_LINES)


def _mail(author: str, to: str, subject: str, message_id: str) -> EmailMessage:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = author, to, subject
    mail["Date"], mail["Message-ID"] = formatdate(localtime=True), message_id
    return mail
