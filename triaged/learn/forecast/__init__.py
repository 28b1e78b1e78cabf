"""By when is a mail answered, as the team's own past tells? See docs/forecast.md."""
