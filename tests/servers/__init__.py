"""Real servers on loopback for the tests, the crash runs and the bench: started in a moment, stopped by pid."""

from tests.servers.certificates import Certificates
from tests.servers.dovecot import Account, Dovecot, Stored, dovecot_program
from tests.servers.faultproxy import FaultProxy
from tests.servers.policy import Policy
from tests.servers.ports import HOST, free_port, wait_until
from tests.servers.postfix import Postfix, postfix_program
from tests.servers.postgres import PostgreSQL, postgres_programs
from tests.servers.sink import Mail, Sink
from tests.servers.tokens import TokenServer

__all__ = [
    "HOST",
    "Account",
    "Certificates",
    "Dovecot",
    "FaultProxy",
    "Mail",
    "Policy",
    "Postfix",
    "PostgreSQL",
    "Sink",
    "Stored",
    "TokenServer",
    "dovecot_program",
    "free_port",
    "postfix_program",
    "postgres_programs",
    "wait_until",
]
