"""Where files are looked for and kept."""

from pathlib import Path

import pytest

from triaged import files


@pytest.mark.parametrize(
    ("environ", "url"),
    [
        ({"STATE_DIRECTORY": "/var/lib/triaged"}, "sqlite:/var/lib/triaged/triaged.db"),
        ({"STATE_DIRECTORY": "/var/lib/a:/var/lib/b", "HOME": "/h"}, "sqlite:/var/lib/a/triaged.db"),
        ({"XDG_STATE_HOME": "/s", "HOME": "/h"}, "sqlite:/s/triaged/triaged.db"),
        ({"HOME": "/home/anna"}, "sqlite:/home/anna/.local/state/triaged/triaged.db"),
    ],
)
def test_state_is_kept_where_the_system_says(
    environ: dict[str, str], url: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """The directory systemd gives first, then the XDG one, then the one below the home directory."""
    monkeypatch.setattr(files, "SYSTEM_SOCKET", tmp_path / "nobody.sock")
    for name in ("STATE_DIRECTORY", "XDG_STATE_HOME", "HOME"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environ.items():
        monkeypatch.setenv(name, value)
    assert files.default_store() == url
