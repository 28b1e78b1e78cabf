"""Floor 6: mail of the past, in the folders of an inbox or in files: only ever read."""
