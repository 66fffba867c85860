"""What the service made against its own contract."""

from __future__ import annotations


class ContractViolationError(Exception):
    """The service made something that its own schemas do not allow; the text says where and what."""
