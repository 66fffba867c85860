"""Params become a dict by name, or an error that says what to mend."""

from __future__ import annotations

import copy
import json
from typing import TYPE_CHECKING, Any

import pytest

from rpc_camera.contract.keywords import ParamsValidator
from rpc_camera.errors import ErrorName, ServiceError

if TYPE_CHECKING:
    from rpc_camera.contract.contract import Contract
    from rpc_camera.errors import JsonValue

    JsonParams = list[Any] | dict[str, Any] | None


def refusal(contract: Contract, method: str, params: JsonParams) -> list[tuple[str, str]]:
    with pytest.raises(ServiceError) as caught:
        contract.methods[method].bind(params)
    assert caught.value.name is ErrorName.INVALID_PARAMS
    errors: Any = caught.value.details["errors"]
    assert len(json.dumps([errors, caught.value.message])) < 4000
    return [(error["path"], error["message"]) for error in errors]


def test_named_params_come_back_in_a_dict_of_their_own(contract: Contract) -> None:
    params: dict[str, Any] = {"name": "iso", "camera": "usb:001,005"}
    bound = contract.methods["get_config"].bind(params)
    assert bound == params
    assert bound is not params


def test_no_params_are_valid_where_none_is_required(contract: Contract) -> None:
    for name, method in contract.methods.items():
        if method.source["params"].get("required"):
            assert refusal(contract, name, {})
        else:
            assert method.bind({}) == {}
            assert list(ParamsValidator({"type": "object", **method.source["params"]}).iter_errors({})) == []


@pytest.mark.parametrize("params", [None, {}, []])
def test_absent_and_empty_params_are_the_same(contract: Contract, params: JsonParams) -> None:
    assert contract.methods["list_cameras"].bind(params) == {}


def test_positional_params_go_by_the_order_of_the_schema(contract: Contract) -> None:
    bound = contract.methods["set_config"].bind(["iso", "200", "some-camera"])
    assert bound == {"name": "iso", "value": "200", "camera": "some-camera"}


def test_null_in_an_array_stands_for_a_param_left_out(contract: Contract) -> None:
    assert contract.methods["capture_image"].bind([None, None, "some-camera"]) == {"camera": "some-camera"}


@pytest.mark.parametrize(
    ("method", "params", "bound"),
    [
        ("get_camera", {"camera": None}, {}),
        ("capture_image", {"camera": "x", "timeout_s": None, "bulb_s": 2}, {"camera": "x", "bulb_s": 2}),
        (
            "start_sequence",
            {"frames": None, "steps": [{"bulb_s": 1, "focus_steps": None, "exposure": {"iso": None, "aperture": 8}}]},
            {"frames": None, "steps": [{"bulb_s": 1, "exposure": {"aperture": 8}}]},
        ),
    ],
)
def test_null_by_name_stands_for_an_optional_param_or_member_left_out(
    contract: Contract, method: str, params: dict[str, JsonValue], bound: dict[str, JsonValue]
) -> None:
    sent = copy.deepcopy(params)
    assert contract.methods[method].bind(params) == bound
    assert params == sent


def test_null_for_a_required_param_is_no_value(contract: Contract) -> None:
    assert refusal(contract, "get_config", {"name": None}) == [("/name", "Expected a string, got null.")]


@pytest.mark.parametrize(
    ("method", "params", "path"),
    [
        ("set_config", {"name": "artist", "value": "A\ud800"}, "/value"),
        ("set_configs", {"values": {"\udc00": "x"}}, "/values/\udc00"),
        ("get_config", ["\udfff"], "/name"),
        ("subscribe", {"events": ["\ud83d"]}, "/events/0"),
    ],
)
def test_half_a_surrogate_pair_is_no_text(contract: Contract, method: str, params: JsonParams, path: str) -> None:
    message = "Is no Unicode text: it has one half of a surrogate pair without the other."
    assert (path, message) in refusal(contract, method, params)


def test_text_beyond_the_basic_plane_is_text(contract: Contract) -> None:
    params = {"name": "artist", "value": json.loads('"\\ud83d\\udcf7"')}
    assert contract.methods["set_config"].bind(params) == {"name": "artist", "value": "\U0001f4f7"}


def test_too_many_positional_params(contract: Contract) -> None:
    assert refusal(contract, "get_config", ["iso", "x", ["y"], 1]) == [
        ("", "Too many positional params: takes 3 (name, camera, cameras), got 4.")
    ]
    assert refusal(contract, "list_cameras", [1]) == [("", "Too many positional params: takes none, got 1.")]


def test_unknown_param_names_those_there_are_and_the_nearest(contract: Contract) -> None:
    assert refusal(contract, "get_config", {"nmae": "iso"}) == [
        ("/nmae", "Unknown param `nmae`; did you mean `name`? Known: name, camera, cameras."),
        ("/name", "`name` is missing."),
    ]


def test_unknown_param_of_a_method_without_params(contract: Contract) -> None:
    assert refusal(contract, "list_cameras", {"all": True}) == [("/all", "Unknown param `all`. Known: none.")]


@pytest.mark.parametrize(
    ("method", "params", "path", "message"),
    [
        ("get_config", {"name": 5}, "/name", "Expected a string, got an integer."),
        ("get_config", {"name": ""}, "/name", "Must not be empty."),
        (
            "set_config",
            {"name": "x", "value": []},
            "/value",
            "Expected a string or a number or a boolean, got an array.",
        ),
        ("set_configs", {"values": {}}, "/values", "Must not be empty."),
        (
            "set_configs",
            {"values": {"a/b~": None}},
            "/values/a~1b~0",
            "Expected a string or a number or a boolean, got null.",
        ),
        ("get_events", {"since": True}, "/since", "Expected an integer, got a boolean."),
        ("get_events", {"since": 1.5}, "/since", "Expected an integer, got a number."),
        ("get_events", {"since": -1}, "/since", "Must be at least 0."),
        ("get_events", {"since": 0, "limit": 1001}, "/limit", "Must be at most 1000."),
        ("capture_image", {"timeout_s": 0}, "/timeout_s", "Must be more than 0."),
        ("capture_image", {"timeout_s": float("inf")}, "/timeout_s", "Expected a number, got a number too large."),
        ("capture_image", {"timeout_s": 10**400}, "/timeout_s", "Expected a number, got a number too large."),
        ("capture_image", {"timeout_s": -(10**400)}, "/timeout_s", "Expected a number, got a number too large."),
        ("drive_focus", {"steps": 10**400}, "/steps", "Expected an integer, got a number too large."),
        ("subscribe", {"events": []}, "/events", "Must not be empty."),
        ("list_files", {"folder": "DCIM"}, "/folder", "Must begin with /."),
        (
            "upload_file",
            {"folder": "/", "filename": "a/b", "data_base64": ""},
            "/filename",
            "Must be a name without /.",
        ),
    ],
)
def test_wrong_value_is_told_by_its_path(
    contract: Contract, method: str, params: JsonParams, path: str, message: str
) -> None:
    assert (path, message) in refusal(contract, method, params)


def test_unknown_event_names_the_nearest(contract: Contract) -> None:
    [(path, message)] = refusal(contract, "subscribe", {"events": ["config_changed", "file_aded"]})
    assert path == "/events/1"
    assert message.startswith("`file_aded` is none of camera_added,")
    assert message.endswith("did you mean `file_added`?")


def test_whole_number_with_a_fraction_becomes_an_integer(contract: Contract) -> None:
    bound = contract.methods["get_events"].bind({"since": 3.0})
    assert isinstance(bound["since"], int)


def test_only_the_first_ten_errors_are_told(contract: Contract) -> None:
    assert len(refusal(contract, "list_cameras", {f"unknown_{i}": i for i in range(10_000)})) == 10


def test_deep_nesting_is_refused_like_any_wrong_type(contract: Contract) -> None:
    deep: list[Any] = []
    for _ in range(100_000):
        deep = [deep]
    assert refusal(contract, "get_config", {"name": deep}) == [("/name", "Expected a string, got an array.")]
    assert refusal(contract, "get_config", {"name": "iso", "x": deep})
    assert refusal(contract, "set_configs", {"values": {"iso": deep}})
    assert refusal(contract, "get_config", deep)
    assert refusal(contract, "subscribe", {"events": [deep]})


def test_huge_values_and_names_are_not_echoed(contract: Contract) -> None:
    huge = "x" * 10_000_000
    assert refusal(contract, "get_config", {"name": huge}) == [("/name", "Must have 255 characters or fewer.")]
    assert refusal(contract, "get_config", {"name": "iso", huge: 1})
    assert refusal(contract, "subscribe", {"events": [huge]})
    assert refusal(contract, "set_configs", {"values": {huge: None}})


def test_items_beyond_the_bound_are_not_looked_at(contract: Contract) -> None:
    assert refusal(contract, "subscribe", {"events": [0] * 1_000_000}) == [("/events", "Must have 100 items or fewer.")]
    values = {"values": dict.fromkeys(map(str, range(1_000_000)))}
    assert refusal(contract, "set_configs", values) == [("/values", "Must have 100 members or fewer.")]


@pytest.mark.parametrize(
    ("params", "message"),
    [
        ({"name": 1}, "`name`: Expected a string, got an integer. Also: `value` is missing."),
        (
            {"a": 1, "b": 2, "c": 3},
            " Also: ".join(
                [
                    *(f"Unknown param `{name}`. Known: name, value, camera." for name in "abc"),
                    "2 more are in data.errors.",
                ]
            ),
        ),
        (
            {"name": "iso", "value": "1", "nmae": 1},
            "Unknown param `nmae`; did you mean `name`? Known: name, value, camera.",
        ),
        ({"name": "iso"}, "`value` is missing."),
        ([1, 2, 3, 4], "Too many positional params: takes 3 (name, value, camera), got 4."),
    ],
)
def test_message_has_the_first_error_and_names_its_param_once(
    contract: Contract, params: JsonParams, message: str
) -> None:
    with pytest.raises(ServiceError) as caught:
        contract.methods["set_config"].bind(params)
    assert caught.value.message == message
