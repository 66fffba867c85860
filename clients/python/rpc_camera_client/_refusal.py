"""What all errors of the service have."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from collections.abc import Mapping


class RpcCameraError(Exception):
    """The service refused: `message` says why, `remedy` what to do, `retryable` whether the same can succeed later.

    Each error of the catalogue has a class of its own in `errors`, found by `name` or else `code`; this one itself is
    what the catalogue does not have. `data` is all that came with it; of an error without any, from a proxy say, it is
    what the catalogue knows.
    """

    CODE: ClassVar[int] = 0
    NAME: ClassVar[str] = ""
    RETRYABLE: ClassVar[bool] = False
    REMEDY: ClassVar[str] = ""
    data: Mapping[str, object]

    def __init__(self, message: str, code: int | None = None, data: Mapping[str, object] | None = None) -> None:
        super().__init__(message)
        known = {"name": self.NAME, "retryable": self.RETRYABLE, "remedy": self.REMEDY}
        self.code = self.CODE if code is None else code
        self.message = message
        self.data = known | dict(data or {})

    @property
    def name(self) -> str:
        """The error's name in the catalogue; empty when it is in none."""
        return str(self.data["name"])

    @property
    def remedy(self) -> str:
        """What to do about it, in one sentence; may be empty."""
        return str(self.data["remedy"])

    @property
    def retryable(self) -> bool:
        """Whether the same request can succeed later, with nothing changed."""
        return bool(self.data["retryable"])

    def __str__(self) -> str:
        """Return the message and what to do about it."""
        return f"{self.message} {self.remedy}".strip()
