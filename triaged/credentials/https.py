"""Where secrets may be sent: https, or http within this machine."""

import ipaddress
from urllib.parse import urlsplit

from triaged.errors import ConfigurationError


def refuse_insecure(url: str) -> None:
    """Raise ConfigurationError unless `url` is https, or http to a loopback address."""
    parts = urlsplit(url)
    host = parts.hostname or ""
    if parts.scheme == "https" and host:
        return
    try:
        loopback = host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        loopback = False
    if parts.scheme != "http" or not loopback:
        raise ConfigurationError(f"Tokens are asked for over https only, not at {parts.scheme}://{host}.")
