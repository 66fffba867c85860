"""The dashboard for Grafana is sound as a file: its panels are of known kinds and units, and ask the chosen source."""

from __future__ import annotations

import json
import re
from collections import Counter
from typing import Any, Final

import pytest

from tools.contract.build import CHECKOUT

# Those in use; Grafana 13 has them, and deprecates none.
PANELS: Final = {"stat", "state-timeline", "timeseries"}
UNITS: Final = {"Bps", "bytes", "cpm", "percentunit", "reqps", "s", "short"}  # of getValueFormats() in @grafana/data
COLUMNS: Final = 24
SOURCE: Final = {"type": "prometheus", "uid": "${datasource}"}

DASHBOARD: Final[dict[str, Any]] = json.loads((CHECKOUT / "packaging/grafana/rpc-camera.json").read_text("utf-8"))


@pytest.fixture(params=DASHBOARD["panels"], ids=lambda panel: panel["title"])
def panel(request: pytest.FixtureRequest) -> dict[str, Any]:
    found: dict[str, Any] = request.param
    return found


def test_each_panel_is_of_a_kind_and_unit_that_grafana_knows(panel: dict[str, Any]) -> None:
    assert panel["type"] in PANELS
    assert panel["fieldConfig"]["defaults"]["unit"] in UNITS
    assert panel["title"]
    assert panel["description"]


def test_each_panel_and_query_asks_the_source_that_the_user_chooses(panel: dict[str, Any]) -> None:
    assert panel["datasource"] == SOURCE
    assert panel["targets"]
    assert [target["datasource"] for target in panel["targets"]] == [SOURCE] * len(panel["targets"])
    assert len({target["refId"] for target in panel["targets"]}) == len(panel["targets"])


def test_the_variables_that_are_used_are_those_that_there_are() -> None:
    variables = {each["name"]: each for each in DASHBOARD["templating"]["list"]}
    assert variables["datasource"]["type"] == "datasource"
    # Else Grafana takes the first source by name, though another is its default.
    assert variables["datasource"]["current"] == {"text": "default", "value": "default"}
    assert [each.get("datasource", SOURCE) for each in variables.values()] == [SOURCE] * len(variables)
    queries = [target["expr"] for panel in DASHBOARD["panels"] for target in panel["targets"]]
    for name in variables.keys() - {"datasource"}:
        assert any(f'=~"${name}"' in query for query in queries)
    for query in queries:
        assert '"$instance"' in query, query
        assert set(query.split('"')[1::2]) <= {"$instance", "$camera"}, query


def test_what_two_services_of_a_rig_have_is_told_apart(panel: dict[str, Any]) -> None:
    for target in panel["targets"]:
        if "sum by" not in target["expr"]:
            assert {"camera", "instance"} & set(re.findall(r"{{(\w+)}}", target["legendFormat"])), target["expr"]


def test_no_two_panels_have_one_id_or_share_a_place() -> None:
    panels = DASHBOARD["panels"]
    assert len({panel["id"] for panel in panels}) == len(panels)
    cells: Counter[tuple[int, int]] = Counter()
    for place in (panel["gridPos"] for panel in panels):
        assert place["x"] + place["w"] <= COLUMNS
        cells.update((place["x"] + x, place["y"] + y) for x in range(place["w"]) for y in range(place["h"]))
    assert [cell for cell, taken in cells.items() if taken > 1] == []
