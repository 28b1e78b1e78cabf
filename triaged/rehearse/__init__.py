"""Floor 6: a rehearsal. Past mail is replayed in virtual time through the real desk; nothing is sent or changed."""
