"""Who wrote, the detectors: signs that the sender is somebody else, or one of ours."""

from triaged.model.thread import Proof
from triaged.policy.ours import bare, in_our_domain, own_mail
from triaged.rules.kind.asked import Asked

JUNK_FLAGS = frozenset({"$junk", "junk"})


def own_letter(asked: Asked) -> str:
    """N15. Our own letter came back: its signed header or its Message-ID is one of ours."""
    return "a letter of ours" if asked.own else ""


def own_address(asked: Asked) -> str:
    """N16. From, Reply-To, Return-Path or Sender is an inbox of ours: answering it would be answering ourselves."""
    message = asked.message
    places = [("From", address.address) for address in message.from_]
    places += [("Reply-To", address.address) for address in message.reply_to]
    if message.return_path:
        places.append(("Return-Path", message.return_path))
    if message.sender:
        places.append(("Sender", message.sender.address))
    ours = asked.policy.ours.addresses
    return next((f"{place} is an address of ours" for place, address in places if bare(address) in ours), "")


def spam_flag(asked: Asked) -> str:
    """N22. A filter that ran before us has marked it as spam."""
    if asked.field("x-spam-flag").lower().startswith("yes"):
        return "X-Spam-Flag: YES"
    return "marked as junk" if JUNK_FLAGS & {flag.lower() for flag in asked.message.flags} else ""


def dmarc_failed(asked: Asked) -> str:
    """N22. Our own server says that the author's domain disowns this mail: an answer would go to a forged victim."""
    return "dmarc=fail by our own server" if asked.proof is Proof.FAILED else ""


def pretends_to_be_ours(asked: Asked) -> str:
    """N24. From is in our domain, and neither our server nor `trust.own_mail` stands for it."""
    author = asked.message.author
    if author is None or not in_our_domain(author.address, asked.policy) or asked.proof is Proof.PROVEN:
        return ""
    if own_mail(asked.message.headers, asked.policy):
        return ""
    return "From is in our own domain, and nothing proves it"


def forged_reply_to(asked: Asked) -> str:
    """Reply-To. Our server could have proven the author and did not, and the answer would go to another domain."""
    if asked.addressee.diverted and asked.policy.trust.results_of and asked.proof is not Proof.PROVEN:
        return "Reply-To leads to another domain, and the author is not proven"
    return ""
