"""A model that was made of the desk's own labels, as the store keeps it."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptModel:
    """One version for one task ("urgency", "topic", "tone"). `current`: it judges. `card` is its card as JSON."""

    model_id: int
    task: str
    made_at: datetime
    current: bool
    card: str
