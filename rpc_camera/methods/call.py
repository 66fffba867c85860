"""What belongs to one message of a client, and to one call in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Self

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Hashable

    from rpc_camera.errors import JsonValue, ServiceError
    from rpc_camera.methods.budget import BudgetShare
    from rpc_camera.methods.elsewhere import Elsewhere
    from rpc_camera.methods.service import Service
    from rpc_camera.methods.session import Session
    from rpc_camera.work import Work

_SMALL_BYTES: Final = 1 << 16


class Message:
    """One message, a request or a batch: a context that lasts from its arrival until its answer has been sent.

    `client` is whose share of the byte budget its answer counts towards: a connection, or an address over HTTP POST. By
    `connection`, which is the same unless a rig's host asks for clients of its own, go the turns at a camera.
    """

    def __init__(self, session: Session, client: Hashable) -> None:
        self.session = session
        self.connection = client
        service = session.service
        self.budget: BudgetShare = (service.budget if session.authenticated else service.open_budget).share(client)
        self.refusal: ServiceError | None = None  # of a call in it that needs a token
        self.has_admitted = False  # a call in it that needs a token, or none
        self.is_given_up: Callable[[], Awaitable[bool]] | None = None  # where its client cannot say so; see Work
        self._after_answer: list[Callable[[], None]] = []

    async def answered_with(self, answer: str | bytes) -> None:
        """Hold all of a large answer, that its methods may not have reserved, until it has been sent."""
        missing_bytes = len(answer) - self.budget.held_bytes
        if missing_bytes > _SMALL_BYTES:
            await self.budget.extend(missing_bytes)

    def after_answer(self, action: Callable[[], None]) -> None:
        """Do `action` when the answer has been sent, or cannot be."""
        self._after_answer.append(action)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_exception: object) -> None:
        try:
            for action in self._after_answer:
                action()
        finally:
            self.budget.release()


@dataclass(frozen=True, slots=True)
class Call:
    """One call of a method. `request_id` is None for a notification, and where the client sent null."""

    message: Message
    request_id: JsonValue
    work: Work

    @property
    def session(self) -> Session:
        """The client that calls."""
        return self.message.session

    @property
    def budget(self) -> BudgetShare:
        """What the answer to its message holds of the byte budget."""
        return self.message.budget

    @property
    def service(self) -> Service:
        """The service that is called."""
        return self.message.session.service

    @property
    def elsewhere(self) -> Elsewhere:
        """The other hosts of the rig, for what only a rig calls."""
        if self.service.elsewhere is None:
            raise RuntimeError("This service has no other hosts.")
        return self.service.elsewhere
