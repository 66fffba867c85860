"""What became of a camera of a group, as plain values that another host can be sent."""

from __future__ import annotations

from typing import TYPE_CHECKING, NotRequired, TypedDict

from rpc_camera.errors import DriverCode, ErrorName, JsonValue, ServiceError

if TYPE_CHECKING:
    from rpc_camera.contract.types import DriverError, File
    from rpc_camera.group.member import Member


class ErrorValue(TypedDict):
    """A ServiceError."""

    name: str
    message: str
    camera: str | None
    remedy: str
    retryable: bool
    gphoto2: DriverError | None
    details: dict[str, JsonValue]


class MemberOutcome(TypedDict):
    """What became of a camera so far. `camera` is its id, or the name it was asked for where there is none.

    `released_at` is when its driver was told to release, in seconds of its host's CLOCK_MONOTONIC; with an `error`, its
    picture has not come. `may_have_released`: nobody knows whether it has.
    """

    camera: str
    label: NotRequired[str]
    files: NotRequired[list[File]]
    released_at: NotRequired[float]
    may_have_released: NotRequired[bool]
    error: NotRequired[ErrorValue]


def outcome_of(member: Member) -> MemberOutcome:
    """Return what became of `member` so far."""
    outcome: MemberOutcome = {"camera": member.id}
    if member.camera and member.camera.label:
        outcome["label"] = member.camera.label
    if member.shot:
        outcome["files"] = member.shot.files
    if member.released_at is not None:
        outcome["released_at"] = member.released_at
    if member.may_have_released:
        outcome["may_have_released"] = True
    if member.error:
        outcome["error"] = error_value(member.error)
    return outcome


def error_value(error: ServiceError) -> ErrorValue:
    """Return an error as plain values."""
    driver = error.driver
    return {
        "name": error.name,
        "message": error.message,
        "camera": error.camera,
        "remedy": error.advice,
        "retryable": error.is_retryable,
        "gphoto2": {"code": driver.code, "symbol": driver.symbol, "context": driver.context} if driver else None,
        "details": dict(error.details),
    }


def error_of(value: ErrorValue) -> ServiceError:
    """Return what `error_value` had; an error of a newer version of the contract is an internal one here."""
    known = value["name"] in set(ErrorName)
    driver = value["gphoto2"]
    return ServiceError(
        ErrorName(value["name"]) if known else ErrorName.INTERNAL_ERROR,
        value["message"],
        value["camera"],
        remedy=value["remedy"],
        retryable=value["retryable"],
        driver=driver and DriverCode(driver["code"], driver["symbol"], driver["context"]),
        details=value["details"],
    )
