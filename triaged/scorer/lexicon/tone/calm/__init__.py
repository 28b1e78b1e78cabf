"""What calm and pleased people write: one file a language."""
