"""One service with two virtual cameras for all tests of a process, and the command as its user runs it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.command.rig import Terminal, serving

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(scope="session")
def runtime(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The runtime folder of a user whose service runs."""
    folder = tmp_path_factory.mktemp("runtime")
    with serving(folder):
        yield folder


@pytest.fixture
def terminal(runtime: Path, tmp_path: Path) -> Terminal:
    """A shell of that user's, in a folder of its own."""
    return Terminal(runtime, tmp_path)
