"""`$/cancelRequest`: how libraries made for the Language Server Protocol cancel (LSP 3.17, Cancellation Support).

It is a notification, whose `id` is that of the request; `cancel_request` does the same, and answers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rpc_camera.errors import ErrorName, ServiceError

if TYPE_CHECKING:
    from rpc_camera.errors import JsonValue

CANCEL_NOTIFICATION: Final = "$/cancelRequest"


class CancelNotificationSchema:
    """What its params are; the contract has no names of other protocols."""

    def bind(self, params: list[JsonValue] | dict[str, JsonValue] | None) -> dict[str, JsonValue]:
        """Return the params of `cancel_request`. ServiceError INVALID_PARAMS: there is no `id`."""
        request_id = params.get("id") if isinstance(params, dict) else None
        if isinstance(request_id, bool) or not isinstance(request_id, str | int | float):
            message = "`id`: Expected the id of a request, a string or a number."
            raise ServiceError(ErrorName.INVALID_PARAMS, message, details={"errors": []})
        return {"request_id": request_id}
