"""Floor 7: `triaged demo`. The real daemon between two small servers and a dozen customers, all in this process."""
