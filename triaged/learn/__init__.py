"""Floor 4: what the desk's own labels teach. Only here is scikit-learn, and only for teaching: judging needs numpy."""
