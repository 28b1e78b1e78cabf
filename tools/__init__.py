"""What keeps the project: its checks, its locks, its generated pages."""
