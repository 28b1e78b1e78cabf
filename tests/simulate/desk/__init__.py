"""A desk in virtual time: its mailbox, its relay, its people, its faults, and the real daemon between them."""
