"""Floor 5: what people are shown, as plain values: the queue, the trail, the state, judgements of files."""
