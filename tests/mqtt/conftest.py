"""What is made once for all tests of this folder, whoever runs them."""

from __future__ import annotations

from tests.install.conftest import common

__all__ = ["common"]
