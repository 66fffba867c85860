"""The published contract: reads `schemas/`, binds params to it, and checks what the service sends."""

from __future__ import annotations

from typing import Final

API_VERSION: Final = "1.0"
"""Of the contract: within one major version only optional things are added."""
