"""What systemd wants to hear (sd_notify(3)), and nothing when nobody listens."""

import os
import socket


def notify(*states: str) -> bool:
    """Send states ("READY=1", "STATUS=…", "WATCHDOG=1", "STOPPING=1"). False when no manager listens or it is gone."""
    address = os.environ.get("NOTIFY_SOCKET", "")
    if not address:
        return False
    if address.startswith("@"):
        address = "\0" + address[1:]
    try:
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_CLOEXEC) as manager:
            manager.connect(address)
            manager.send("\n".join(states).encode())
    except OSError:
        return False
    return True


def watchdog_seconds() -> float | None:
    """The interval in which the manager wants a sign of life, None when it wants none."""
    if os.environ.get("WATCHDOG_PID", str(os.getpid())) != str(os.getpid()):
        return None
    text = os.environ.get("WATCHDOG_USEC", "")
    return int(text) / 1_000_000 if text.isdigit() and int(text) > 0 else None
