"""The store: opening, damage, migrations, the outbox under random use."""
