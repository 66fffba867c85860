"""What comes of work that a client asked for: a result, or a ServiceError, whatever else has ended it."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any, TypeVar, cast

from rpc_camera.errors import ErrorName, ServiceError
from rpc_camera.incident import incident

if TYPE_CHECKING:
    from collections.abc import Awaitable

    from rpc_camera.work import Work

T = TypeVar("T")


async def outcome(work: Work, doing: str, awaited: Awaitable[T]) -> T:
    """Return what `awaited` does; it is done in the present task, and ends when `work` is cancelled.

    ServiceError: it was refused. CANCELLED: `work` was cancelled. INTERNAL_ERROR: it failed as nobody expected, which
    the log has; `doing` says there what was done.
    """
    task = cast("asyncio.Task[Any]", asyncio.current_task())
    work.done_by(task)
    try:
        return await awaited
    except ServiceError:
        raise
    except asyncio.CancelledError:
        own = work.cancelled and task.cancelling()
        if task.uncancel() if own else task.cancelling():
            raise  # the server stops
        raise _cancelled(work) from None
    except (Exception, SystemExit) as error:
        raise incident(doing, error) from None
    finally:
        work.left_by(task)


def _cancelled(work: Work) -> ServiceError:
    if not work.cancelled:
        return ServiceError(ErrorName.CANCELLED, "The call was cancelled.")
    return ServiceError(
        ErrorName.CANCELLED,
        "The request was cancelled; it has changed nothing.",
        work.camera,
        remedy="Send it again if it is wanted after all.",
    )
