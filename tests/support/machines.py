"""How state machines are run: the same examples each time, however slow one is."""

from hypothesis import HealthCheck, settings


def examples(count: int, *, steps: int = 30) -> settings:
    """So many examples of a state machine, of so many steps at most."""
    return settings(
        max_examples=count,
        stateful_step_count=steps,
        deadline=None,
        derandomize=True,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    )
