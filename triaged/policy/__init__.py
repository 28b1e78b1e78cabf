"""Floor 1: rules.toml as one frozen value. `shape` holds the values, `load` reads the file, the rest serves it."""
