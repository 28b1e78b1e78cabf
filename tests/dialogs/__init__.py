"""End to end, against real Dovecot and Postfix: what happens between customers, the desk and its people."""
