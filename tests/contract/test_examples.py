"""Every example fits the schemas it is an example of."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from rpc_camera.contract.contract import Contract
from tests.rigs.sent import check_error, check_notification

if TYPE_CHECKING:
    from rpc_camera.contract.messages import MethodSchema

LOADED = Contract.load()
EXAMPLES = [
    pytest.param(method, example, id=f"{name}: {example['name']}")
    for name, method in LOADED.methods.items()
    for example in method.source["examples"]
]


@pytest.mark.parametrize(("method", "example"), EXAMPLES)
def test_params_bind(method: MethodSchema, example: dict[str, Any]) -> None:
    assert method.bind(example["params"]) == example["params"]


@pytest.mark.parametrize(("method", "example"), EXAMPLES)
def test_answer_fits(method: MethodSchema, example: dict[str, Any]) -> None:
    if "result" in example:
        method.check_result(example["result"])
    else:
        check_error(example["error"])
        assert example["error"]["data"]["name"] in method.source["errors"]


@pytest.mark.parametrize(("method", "example"), EXAMPLES)
def test_what_varies_is_there(method: MethodSchema, example: dict[str, Any]) -> None:
    del method
    for pointer in example.get("varies", ()):
        found = example["result"] if "result" in example else example["error"]
        for part in pointer.split("/")[1:]:
            found = found[int(part) if isinstance(found, list) else part]


@pytest.mark.parametrize("notification", LOADED.sources.notifications)
def test_notifications_fit(notification: str) -> None:
    for example in LOADED.sources.notifications[notification]["examples"]:
        check_notification(notification, example["params"])


# A fresh service refuses these: they act on what another call has begun.
NEEDS_ANOTHER_CALL = {
    *("cancel_request", "get_group", "get_saved_file_url", "get_sequence", "redeem_ticket", "stop_bulb"),
    *("revoke_link", "stop_sequence"),
}


def test_every_method_has_an_example_that_succeeds() -> None:
    without = [
        name
        for name, method in LOADED.methods.items()
        if name not in NEEDS_ANOTHER_CALL
        if not any("result" in one for one in method.source["examples"])
    ]
    assert without == []
