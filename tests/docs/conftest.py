"""A folder that all processes of this run of the tests have in common, as in tests/install."""

from tests.install.conftest import common

__all__ = ["common"]
