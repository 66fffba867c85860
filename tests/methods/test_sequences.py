"""Cameras of a group that cannot be found."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING, cast

import pytest

from rpc_camera.errors import ErrorName, ServiceError
from rpc_camera.methods.sequences import fire_group

if TYPE_CHECKING:
    from rpc_camera.camera.camera import TetheredCamera
    from rpc_camera.methods.call import Call


class Refusing:
    """Cameras of which none can be had, each for a reason of its own."""

    cameras = ()
    events = None

    async def found(self, name: str) -> TetheredCamera:
        raise ServiceError(ErrorName(name), f"{name}.")


async def test_why_a_camera_cannot_be_had_is_said_as_it_is() -> None:
    call = cast("Call", SimpleNamespace(service=SimpleNamespace(cameras=Refusing())))

    with pytest.raises(ServiceError) as refused:
        await fire_group(call, {"cameras": ["camera_claimed", "camera_not_found"]})

    failures = cast("list[dict[str, dict[str, str]]]", refused.value.details["failures"])
    assert refused.value.name is ErrorName.CAMERA_CLAIMED
    assert [failure["error"]["name"] for failure in failures] == ["camera_claimed", "camera_not_found"]
