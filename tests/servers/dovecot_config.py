"""The configuration of a Dovecot of one's own: 2.3 and 2.4 refuse each other's language, so both are written."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from tests.servers.certificates import Certificates
from tests.servers.ports import HOST


@dataclass(frozen=True, slots=True, kw_only=True)
class DovecotPorts:
    """imap speaks STARTTLS and, being loopback, plain; imaps implicit TLS; sasl is the door for Postfix."""

    imap: int
    imaps: int
    lmtp: int
    sasl: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DovecotPlan:
    """All that the two configurations are written from."""

    base: Path
    ports: DovecotPorts
    certificates: Certificates
    uid: int
    gid: int
    introspection: str | None
    connections_per_user: int
    extra: str

    @property
    def users(self) -> Path:
        """The folder of logins, a file each."""
        return self.base / "users"


_SERVICES = """
service imap-login {{
  {unprivileged_login}
  inet_listener imap {{
    port = {ports.imap}
  }}
  inet_listener imaps {{
    port = {ports.imaps}
    ssl = yes
  }}
}}
service lmtp {{
  {unprivileged}
  inet_listener lmtp {{
    {listener_address} = {HOST}
    port = {ports.lmtp}
  }}
}}
service auth {{
  {unprivileged}
  inet_listener sasl {{
    {listener_address} = {HOST}
    port = {ports.sasl}
  }}
}}
# Without it a source of refused logins is answered ever more slowly, and every test here has the same source.
service anvil {{
  {unprivileged_login}
  unix_listener anvil-auth-penalty {{
    mode = 0
  }}
}}
"""

_FOLDERS = """
namespace inbox {{
  inbox = yes
  separator = /
  mailbox Sent {{
    auto = subscribe
    special_use = \\Sent
  }}
  mailbox Drafts {{
    auto = subscribe
    special_use = \\Drafts
  }}
  mailbox Trash {{
    auto = subscribe
    special_use = \\Trash
  }}
  mailbox Junk {{
    auto = subscribe
    special_use = \\Junk
  }}
}}
"""


def _common(plan: DovecotPlan) -> str:
    return f"""
base_dir = {plan.base}/run
state_dir = {plan.base}/state
log_path = {plan.base}/dovecot.log
protocols = imap lmtp
listen = {HOST}
first_valid_uid = 1
first_valid_gid = 1
auth_mechanisms = plain login{" xoauth2 oauthbearer" if plan.introspection else ""}
recipient_delimiter = +
login_greeting = ready
auth_failure_delay = 0
shutdown_clients = yes
"""


def _services(plan: DovecotPlan, *, root: bool, user: str, group: str, listener_address: str) -> str:
    return _SERVICES.format(
        ports=plan.ports,
        HOST=HOST,
        listener_address=listener_address,
        unprivileged="" if root else f"user = {user}",
        unprivileged_login="" if root else f"user = {user}\n  chroot =",
    ) + ("" if root else f"default_internal_user = {user}\ndefault_internal_group = {group}\n")


def dovecot_23(plan: DovecotPlan, *, root: bool, user: str, group: str) -> str:
    """The configuration in the language of Dovecot 2.3."""
    oauth = ""
    if plan.introspection:
        settings = plan.base / "oauth2.conf.ext"
        settings.write_text(
            f"introspection_mode = get\nintrospection_url = {plan.introspection}\n"
            "username_attribute = email\nactive_attribute = active\nactive_value = true\n"
        )
        oauth = f"""
passdb {{
  driver = oauth2
  mechanisms = xoauth2 oauthbearer
  args = {settings}
}}
"""
    return (
        _common(plan)
        + f"""
mail_location = maildir:~/Maildir
mail_plugins = quota
disable_plaintext_auth = no
ssl = yes
ssl_cert = <{plan.certificates.certificate}
ssl_key = <{plan.certificates.key}
mail_max_userip_connections = {plan.connections_per_user}
{"" if root else f"default_login_user = {user}"}
{oauth}
passdb {{
  driver = passwd-file
  args = scheme=PLAIN username_format=%Lu {plan.users}/%Lu
}}
userdb {{
  driver = passwd-file
  args = username_format=%Lu {plan.users}/%Lu
  default_fields = uid={plan.uid} gid={plan.gid} home={plan.base}/mail/%Lu
}}
protocol imap {{
  mail_plugins = quota imap_quota
}}
protocol lmtp {{
  mail_plugins = quota
}}
plugin {{
  quota = count:User quota
  quota_vsizes = yes
}}
"""
        + _services(plan, root=root, user=user, group=group, listener_address="address")
        + _FOLDERS.format()
        + plan.extra
        + "\n"
    )


def dovecot_24(plan: DovecotPlan, *, root: bool, user: str, group: str) -> str:
    """The configuration in the language of Dovecot 2.4."""
    oauth = ""
    if plan.introspection:
        oauth = f"""
oauth2 {{
  introspection_mode = get
  introspection_url = {plan.introspection}
  username_attribute = email
  active_attribute = active
  active_value = true
}}
passdb oauth2 {{
  mechanisms_filter = xoauth2 oauthbearer
}}
"""
    return (
        "dovecot_config_version = 2.4.0\ndovecot_storage_version = 2.4.0\n"
        + _common(plan)
        + f"""
mail_driver = maildir
mail_path = ~/Maildir
mail_plugins = quota
auth_allow_cleartext = yes
ssl = yes
ssl_server_cert_file = {plan.certificates.certificate}
ssl_server_key_file = {plan.certificates.key}
{"" if root else f"default_login_user = {user}"}
{oauth}
passdb passwd-file {{
  passwd_file_path = {plan.users}/%{{user | lower}}
  default_password_scheme = PLAIN
  auth_username_format = %{{user | lower}}
}}
userdb passwd-file {{
  passwd_file_path = {plan.users}/%{{user | lower}}
  auth_username_format = %{{user | lower}}
  fields {{
    uid:default = {plan.uid}
    gid:default = {plan.gid}
    home:default = {plan.base}/mail/%{{user | lower}}
  }}
}}
protocol imap {{
  mail_max_userip_connections = {plan.connections_per_user}
  mail_plugins {{
    quota = yes
    imap_quota = yes
  }}
}}
quota "User quota" {{
  driver = count
}}
"""
        + _services(plan, root=root, user=user, group=group, listener_address="listen")
        + _FOLDERS.format()
        + plan.extra
        + "\n"
    )
