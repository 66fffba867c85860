"""Refusals of common settings: in the words and units that the client used, with those of libgphoto2 beside them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rpc_camera.errors import ErrorName, JsonValue, ServiceError
from rpc_camera.worker.common_settings.carriers import AUTO_ISO
from rpc_camera.worker.common_settings.quantity import is_same, nearest
from rpc_camera.worker.values import shown

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rpc_camera.worker.common_settings.body_setting import BodySetting
    from rpc_camera.worker.common_settings.quantity import Value

_NEAR: Final = 2


def in_common_words(error: ServiceError, setting: BodySetting, part: Mapping[str, Value]) -> ServiceError:
    """Return the refusal of a setting that was to be set to what `part` wants of it."""
    if error.name is ErrorName.CONFIG_NOT_APPLIED:
        error = _not_applied(error, setting, part)
    key = _spoken(str(error.details.get("setting") or next(iter(part))))
    return error.but(
        message=f"{key} was refused, so nothing is set: {error.message}", details={**error.details, "setting": key}
    )


def no_such_value(setting: BodySetting, part: Mapping[str, Value]) -> ServiceError:
    """Return the refusal of a value that the body does not have, with those that it has."""
    asked = ", ".join(f"{key} {shown(value)}" for key, value in part.items())
    key = next((key for key, value in part.items() if value not in setting.allowed(key)), next(iter(part)))
    allowed = setting.allowed(key)
    near = nearest(key, part[key], allowed)[:_NEAR]
    numbers = [value for value in allowed if not isinstance(value, str)]
    hint = f"The nearest are {' and '.join(map(shown, sorted(near, key=float)))}; `nearest` takes one. " if near else ""
    if numbers and isinstance(part[key], str):
        hint = f"{key} takes numbers here, such as {shown(numbers[len(numbers) // 2])}. "
    details: dict[str, JsonValue] = {"config": setting.name, "setting": key}
    details |= {"range": dict(setting.range)} if setting.range else {"allowed": list(allowed)}
    return ServiceError(
        ErrorName.CONFIG_INVALID_VALUE,
        f"This body does not have {asked} now.",
        remedy=f"{hint}`{'range' if setting.range else 'allowed'}` has the values that {key} takes now.",
        details=details,
    )


def _not_applied(error: ServiceError, setting: BodySetting, part: Mapping[str, Value]) -> ServiceError:
    """Return a refusal that has what was wanted, and what the body has, in units."""
    text = str(error.details.get("actual"))
    has = setting.meaning(text)
    key = next((key for key, value in part.items() if not is_same(key, value, has.get(key))), next(iter(part)))
    reason = f" ({error.driver.context})" if error.driver and error.driver.context else ""
    actual: JsonValue = has.get(key, text)
    message = f"The camera did not take {shown(part[key])}{reason}; it has {shown(actual)} ({setting.name!r}: {text})."
    return error.but(
        message=message, details={**error.details, "setting": key, "requested": part[key], "actual": actual}
    )


def _spoken(key: str) -> str:
    """Return what clients call a setting that is not for them."""
    return "iso" if key == AUTO_ISO else key
