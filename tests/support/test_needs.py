"""A test that needs what is not there is skipped with its reason, and fails where nothing may be skipped."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.shared import ROOT

TESTS = """
import pytest

@pytest.mark.needs_shared
def test_that_needs_the_mail():
    pass

@pytest.mark.skip(reason="of its own")
def test_that_skips_for_a_reason_of_its_own():
    pass
"""


@pytest.mark.parametrize(
    ("no_skips", "summary"), [("", "2 skipped"), ("1", "1 error")], ids=["at home", "where all must run"]
)
def test_a_missing_need_is_a_skip_or_a_failure(tmp_path: Path, no_skips: str, summary: str) -> None:
    """TRIAGED_NO_SKIPS=1 concerns the tests that need something, and no others."""
    (tmp_path / "test_some.py").write_text(TESTS)
    options = ["-q", "-rsfE", "-c", os.devnull, "--rootdir", str(tmp_path), "-p", "tests.support.needs"]
    options += ["-p", "no:cacheprovider"]
    run = subprocess.run(
        [sys.executable, "-m", "pytest", *options, str(tmp_path)],
        cwd=ROOT,
        env={**os.environ, "TRIAGED_SHARED": str(tmp_path), "TRIAGED_NO_SKIPS": no_skips},
        capture_output=True,
        text=True,
        check=False,
    )
    assert summary in run.stdout
    assert "1 skipped" in run.stdout or not no_skips
    assert "needs_shared" in run.stdout
    assert run.returncode == (1 if no_skips else 0)
