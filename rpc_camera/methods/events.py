"""Methods about events: subscribe to notifications, or ask what happened."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from rpc_camera.errors import ErrorName, ServiceError

if TYPE_CHECKING:
    from rpc_camera.contract import types
    from rpc_camera.methods.call import Call

_EVENTS_AT_MOST = 1000


async def subscribe(call: Call, params: types.SubscribeParams) -> types.Subscription:
    """Have this connection sent the named notifications from now on."""
    if not call.session.can_notify:
        raise ServiceError(
            ErrorName.NOT_SUPPORTED,
            "HTTP cannot carry notifications.",
            remedy="Subscribe over the WebSocket at /rpc, or ask get_events from time to time.",
        )
    call.session.events |= set(params["events"])
    return _subscription(call)


async def unsubscribe(call: Call, params: types.UnsubscribeParams) -> types.Subscription:
    """Have this connection not sent the named notifications any more."""
    call.session.events -= set(params["events"])
    return _subscription(call)


async def get_events(call: Call, params: types.GetEventsParams) -> types.GetEventsResult:
    """Return what happened after a sequence number; all that is known, where that is of another log."""
    log = call.service.events
    is_of_another = params.get("log_id", log.log_id) != log.log_id or params["since"] > log.last_seq
    page = log.since(0 if is_of_another else params["since"], params.get("limit", _EVENTS_AT_MOST))
    events = [{"seq": event.seq, "event": event.name, "params": event.params} for event in page.events]
    return {
        "log_id": log.log_id,
        "events": cast("list[types.Event]", events),
        "last_seq": log.last_seq,
        "oldest_seq": log.oldest_seq,
        "gap": page.gap or is_of_another,
        "more": page.more,
    }


def _subscription(call: Call) -> types.Subscription:
    log = call.service.events
    return {
        "events": cast("list[types.NotificationName]", sorted(call.session.events)),
        "last_seq": log.last_seq,
        "log_id": log.log_id,
    }
