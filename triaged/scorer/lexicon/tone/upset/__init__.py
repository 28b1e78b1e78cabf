"""What upset people write: one file a language."""
