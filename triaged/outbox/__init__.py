"""Floor 4: the outbox edge. Hands letters to a relay over SMTP and says how far each attempt came."""
