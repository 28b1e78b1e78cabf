"""Floor 4: the credentials edge. Secrets from where they are kept, and access tokens from where they are issued."""

from triaged.credentials.login import AccountLogin
from triaged.credentials.secrets import resolve

__all__ = ["AccountLogin", "resolve"]
