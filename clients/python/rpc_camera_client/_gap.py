"""The event that stands for those that were missed."""

from __future__ import annotations

from typing import Literal, NotRequired, TypeAlias, TypedDict

MissedReason: TypeAlias = Literal["log_ended", "log_full", "reader_too_slow"]


class EventsMissedParams(TypedDict):
    """Why events are missing, and between which."""

    reason: MissedReason
    """The service was restarted, or its log has forgotten them, or they were not read in time."""
    message: str
    """The same in a sentence."""
    after_seq: NotRequired[int]
    """The last event before the gap that is known to have come, by the log that it is of."""
    before_seq: NotRequired[int]
    """The first event after the gap that the log still has."""


class EventsMissedNotification(TypedDict):
    """Events were missed that nobody can bring back; the session itself says so, and not the service."""

    method: Literal["events_missed"]
    params: EventsMissedParams


def log_ended(after_seq: int) -> EventsMissedNotification:
    """Return the gap between the logs of two runs of the service."""
    message = "The service was restarted: events at the end of its last run may be missing."
    return {
        "method": "events_missed",
        "params": {"reason": "log_ended", "message": message, "after_seq": after_seq},
    }


def log_full(after_seq: int, before_seq: int | None) -> EventsMissedNotification:
    """Return the gap that a log has that has no room for older events."""
    message = "The connection was away for too long: the service has forgotten events of that time."
    params: EventsMissedParams = {"reason": "log_full", "message": message, "after_seq": after_seq}
    if before_seq is not None:
        params["before_seq"] = before_seq
    return {"method": "events_missed", "params": params}


def reader_too_slow() -> EventsMissedNotification:
    """Return the gap before the oldest event that is still kept for a reader."""
    message = "Events were dropped because they were not taken in time."
    return {"method": "events_missed", "params": {"reason": "reader_too_slow", "message": message}}
