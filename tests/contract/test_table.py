"""The service starts only when every method has a schema, and every schema a method."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from rpc_camera.methods.table import METHODS, check_table, with_several

if TYPE_CHECKING:
    from rpc_camera.contract.contract import Contract


ALL = with_several(METHODS)


def test_table_and_schemas_agree(contract: Contract) -> None:
    check_table(ALL, contract.methods)


def test_a_method_without_a_schema_is_refused_by_name(contract: Contract) -> None:
    described = {name: schema for name, schema in contract.methods.items() if name != "get_config"}
    with pytest.raises(ValueError, match=r"without a file in schemas/methods: get_config$"):
        check_table(ALL, described)


def test_a_schema_without_a_method_is_refused_by_name(contract: Contract) -> None:
    methods = {name: handler for name, handler in ALL.items() if name != "get_config"}
    with pytest.raises(ValueError, match=r"without a method in rpc_camera.methods.table: get_config$"):
        check_table(methods, contract.methods)
