#!/usr/bin/env bash
# Installs the real servers the tests run against, and starts none of them: apt is told that no service may start,
# and whatever it was told before is put back. Says what to do where it cannot install.
set -euo pipefail

packages=(dovecot-imapd dovecot-lmtpd postfix postgresql strace libfaketime systemd)

missing=()
for package in "${packages[@]}"; do
    status=$(dpkg-query -W -f '${Status}' "$package" 2>/dev/null || true)
    [ "$status" = "install ok installed" ] || missing+=("$package")
done
if [ ${#missing[@]} -eq 0 ]; then
    echo "the test servers are installed"
    exit 0
fi

if ! command -v apt-get >/dev/null; then
    echo "cannot install ${missing[*]}: this is not Debian or Ubuntu. Install Dovecot (IMAP, LMTP), Postfix, PostgreSQL," \
        "strace and libfaketime by this system's own means; tests that need what is missing are skipped." >&2
    exit 69
fi
if [ "$(id -u)" -ne 0 ]; then
    echo "cannot install ${missing[*]} without root: run 'sudo make test-servers' once;" \
        "until then tests that need them are skipped." >&2
    exit 77
fi

gate=/usr/sbin/policy-rc.d
kept=
if [ -e "$gate" ]; then
    kept=$(mktemp)
    cp -p "$gate" "$kept"
fi
put_back() {
    if [ -n "$kept" ]; then
        cp -p "$kept" "$gate"
        rm -f "$kept"
    else
        rm -f "$gate"
    fi
}
trap put_back EXIT
printf '#!/bin/sh\nexit 101\n' >"$gate"
chmod 755 "$gate"

echo "installing ${missing[*]} ..."
export DEBIAN_FRONTEND=noninteractive
log=$(mktemp)
{
    apt-get update -q
    echo "postfix postfix/main_mailer_type select No configuration" | debconf-set-selections
    # PostgreSQL would make a cluster for the whole machine; the tests make their own.
    mkdir -p /etc/postgresql-common
    [ -e /etc/postgresql-common/createcluster.conf ] ||
        echo "create_main_cluster = false" >/etc/postgresql-common/createcluster.conf
    apt-get install -y -q --no-install-recommends -o Dpkg::Options::=--force-confold "${missing[@]}"
} >"$log" 2>&1 </dev/null || {
    tail -n 20 "$log" >&2
    echo "apt-get failed; its output is in $log" >&2
    exit 69
}
rm -f "$log"
echo "the test servers are installed"
