"""docs/http.md has each route of the application, and none that is not there."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tests.docs.blocks import pages
from tests.metrics.scrape import METRICS
from tests.rigs.service import running_service

if TYPE_CHECKING:
    from pathlib import Path

PARTS = {"{camera}": "ID", "{path}": "PATH", "{archive}": "KEY", "{sha256}": "SHA256", "{key}": "KEY"}
OF_THE_PAGE = {"GET /page/{name}", "POST /"}  # what it is made of; and the answer that POST goes to /rpc
ROW = re.compile(r"^\| (`(?:GET|POST|PUT) .*?) \|", re.MULTILINE)


async def test_every_route_is_in_the_table_and_no_other(tmp_path: Path) -> None:
    async with running_service(tmp_path, metrics=METRICS) as service:
        routes = service.server._runner.app.router.routes()
        served = {f"{route.method} {getattr(route.resource, 'canonical', '')}" for route in routes}
    expected = {_named(route) for route in served - OF_THE_PAGE if not route.startswith(("HEAD ", "OPTIONS "))}

    assert {route for row in ROW.findall(pages()["docs/http.md"].read_text()) for route in _routes(row)} == expected


def _named(route: str) -> str:
    for part, name in PARTS.items():
        route = route.replace(part, name)
    return route


def _routes(cell: str) -> list[str]:
    """Return the routes of a cell: each has what it does not say from the one before it."""
    found: list[str] = []
    for text in re.findall("`([^`]+)`", cell):
        method, _, path = text.rpartition(" ")
        before_method, _, before_path = found[-1].partition(" ") if found else ("", "", "")
        folder = "" if path.startswith("/") else before_path.rpartition("/")[0] + "/"
        found.append(f"{method or before_method} {folder}{path}")
    return found
