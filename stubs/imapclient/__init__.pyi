"""The part of IMAPClient 4.1 that triaged/inbox uses (the library carries no types)."""

import ssl as ssl_lib
from collections.abc import Callable
from imaplib import IMAP4

class IMAPClient:
    host: str
    port: int
    normalise_times: bool
    _imap: IMAP4
    def __init__(
        self,
        host: str,
        port: int | None = None,
        use_uid: bool = True,
        ssl: bool = True,
        stream: bool = False,
        ssl_context: ssl_lib.SSLContext | None = None,
        timeout: float | None = None,
    ) -> None: ...
    def _create_IMAP4(self) -> IMAP4: ...
    def starttls(self, ssl_context: ssl_lib.SSLContext | None = None) -> bytes: ...
    def sasl_login(self, mech_name: str, mech_callable: Callable[[bytes], bytes | str]) -> bytes: ...
    def plain_login(self, identity: str, password: str, authorization_identity: str | None = None) -> bytes: ...
