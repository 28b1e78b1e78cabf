"""A certificate authority of the test run's own, and a server certificate for localhost and 127.0.0.1."""

from __future__ import annotations

import ssl
from dataclasses import dataclass
from pathlib import Path

import trustme

from tests.servers.ports import own_directory


@dataclass(frozen=True, slots=True, kw_only=True)
class Certificates:
    """Paths of PEM files: the authority's certificate, the server's certificate chain and its key."""

    authority: Path
    certificate: Path
    key: Path

    def client_context(self) -> ssl.SSLContext:
        """What a client needs to trust the test servers, and nobody else."""
        context = ssl.create_default_context()
        context.load_verify_locations(self.authority)
        return context

    def server_context(self) -> ssl.SSLContext:
        """What a test server of our own presents."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.certificate, self.key)
        return context


def issue(*names: str, directory: Path | None = None) -> Certificates:
    """A new authority with one server certificate for `names` (by default localhost and 127.0.0.1)."""
    where = directory or own_directory("tls")
    authority = trustme.CA()
    server = authority.issue_cert(*(names or ("localhost", "127.0.0.1")))
    paths = Certificates(authority=where / "authority.pem", certificate=where / "server.pem", key=where / "server.key")
    authority.cert_pem.write_to_path(str(paths.authority))
    paths.certificate.write_bytes(b"".join(blob.bytes() for blob in server.cert_chain_pems))
    server.private_key_pem.write_to_path(str(paths.key))
    return paths
