"""What commands answer: JSON objects."""

Json = dict[str, object]
