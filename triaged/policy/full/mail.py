"""Inboxes, accounts, channels and the store, as pairs of TOML. Secrets stay references."""

from typing import Any

from triaged.policy.quantities import show_clock, show_rate
from triaged.policy.references import show_secret, show_server
from triaged.policy.shape import AccountEntry, Channel, InboxEntry, OAuth, StorePolicy


def inbox_pairs(inbox: InboxEntry) -> dict[str, Any]:
    """[inbox.NAME]"""
    return {
        "address": inbox.addresses[0],
        "also": inbox.addresses[1:],
        "account": inbox.account,
        "watch": inbox.watch,
        "sent": inbox.sent,
        "look_every": show_clock(inbox.look_every),
        "sender": inbox.sender,
        "team": inbox.team,
        "own_lists": sorted(inbox.own_lists),
        "trusted_forwarders": sorted(inbox.trusted_forwarders),
        "forms": sorted(inbox.forms),
        "blind_copies": inbox.blind_copies,
        "send": inbox.send,
        "imprint": inbox.imprint,
    }


def account_pairs(account: AccountEntry) -> dict[str, Any]:
    """[account.NAME]"""
    return {
        "kind": account.kind,
        "imap": show_server(account.imap, "imap"),
        "smtp": show_server(account.smtp, "smtp"),
        "ca": account.imap.ca,
        "user": account.user,
        "mailbox": account.mailbox,
        "login": _oauth(account.oauth) if account.oauth else _secrets(password=account.password),
        "files_sent": account.files_sent,
        "journal": account.journal,
        "bounces": account.envelope,
        "pace": show_rate(account.pace, "minute"),
    }


def _oauth(oauth: OAuth) -> dict[str, Any]:
    pairs: dict[str, Any] = {"oauth": oauth.grant, "id": oauth.client_id}
    pairs |= _secrets(secret=oauth.secret, refresh_token=oauth.refresh_token)
    return pairs | {"token_url": oauth.token_url, "scope": oauth.scope}


def channel_pairs(channel: Channel) -> dict[str, Any]:
    """[channel.NAME]"""
    pairs: dict[str, Any] = {"kind": channel.kind} | _secrets(url=channel.url, sign=channel.sign, token=channel.token)
    return pairs | {"room": channel.room, "private": channel.private}


def store_pairs(store: StorePolicy) -> dict[str, Any]:
    """[store]"""
    return {"url": store.url, "socket": store.socket} | _secrets(secret=store.secret)


def _secrets(**secrets: Any) -> dict[str, Any]:
    return {key: show_secret(secret) for key, secret in secrets.items() if secret is not None}
