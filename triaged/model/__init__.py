"""Floor 0: the nouns. Frozen values that travel between the floors; no behaviour beyond reading themselves."""
