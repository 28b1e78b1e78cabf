"""Floor 2: built-in judgement of urgency by words and signals, in four languages. Pure."""
