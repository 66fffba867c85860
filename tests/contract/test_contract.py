"""The contract as the service reads it, and its strict checks."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from rpc_camera.contract import API_VERSION
from rpc_camera.contract.violation import ContractViolationError
from rpc_camera.error_catalogue import CATALOGUE
from rpc_camera.errors import ErrorName
from tests.rigs.sent import check_error, check_notification
from tools.contract.build import CHECKOUT

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rpc_camera.contract.contract import Contract

ISO = {"name": "iso", "label": "ISO", "path": "imgsettings/iso", "type": "radio", "value": "100", "readonly": False}
ERROR = {"code": 1102, "message": "Busy.", "data": {"name": "camera_busy", "retryable": True, "remedy": "Wait."}}
REMOVED = {"seq": 1, "at": "2026-11-22T10:00:05Z", "camera": "x", "reason": "Unplugged."}


def test_files_are_read_by_their_path_below_schemas(contract: Contract) -> None:
    files = contract.sources.files
    assert {"methods/get_config.json", "openrpc.json"} <= files.keys()
    assert not {"../setup.cfg", "methods/../errors.json", "__init__.py"} & files.keys()


def test_catalogue_has_code_and_remedy() -> None:
    entry = CATALOGUE[ErrorName.CAMERA_BUSY]
    assert (entry.code, entry.retryable) == (1102, True)
    assert entry.remedy.endswith(".")


def test_api_version_is_that_of_the_document(contract: Contract) -> None:
    assert json.loads(contract.openrpc.text)["info"]["version"] == f"{API_VERSION}.0"


def test_version_of_the_typescript_package_is_the_contracts() -> None:
    package = json.loads((CHECKOUT / "clients/typescript/package.json").read_text(encoding="utf-8"))
    assert package["version"] == f"{API_VERSION}.0"


@pytest.mark.parametrize("change", [{"new": 1}, {"value": []}, {"type": "knob"}])
def test_result_with_anything_unnamed_violates_the_contract(contract: Contract, change: Mapping[str, object]) -> None:
    contract.methods["get_config"].check_result(ISO)
    with pytest.raises(ContractViolationError, match="get_config"):
        contract.methods["get_config"].check_result({**ISO, **change})


@pytest.mark.parametrize("at", ["2026-11-22T10:00:05", "2026-11-22T10:00:05+01:00", "yesterday, Z", "2026-11-22Z"])
def test_times_are_in_utc_with_z(at: str) -> None:
    check_notification("camera_removed", REMOVED)
    with pytest.raises(ContractViolationError, match="date-time"):
        check_notification("camera_removed", {**REMOVED, "at": at})


def test_error_code_must_be_that_of_its_name() -> None:
    check_error(ERROR)
    with pytest.raises(ContractViolationError):
        check_error({**ERROR, "code": 1101})
