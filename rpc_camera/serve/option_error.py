"""What is raised for an option that cannot be used."""

from __future__ import annotations


class OptionsError(Exception):
    """An option that cannot be used; its text is one sentence for the user."""
