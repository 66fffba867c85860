"""Every code block of README, docs and the clients' READMEs runs as shown, or has a mark that says why not."""

from __future__ import annotations

import json
from collections import defaultdict
from typing import TYPE_CHECKING

import pytest

from tests.docs.blocks import SHELL, all_blocks, blocks, pages
from tests.docs.elision import json_matches, text_matches
from tests.docs.page_run import IN_ORDER, PageRun, set_up_lines

if TYPE_CHECKING:
    from pathlib import Path

    from tests.docs.blocks import Block

OUTPUT = "output"
ELSEWHERE = {"javascript", "typescript", "html", "go"}  # tests/docs/test_node.py, test_go.py
STILL = {"json", "ini", "nginx", "text", "yaml"}  # yaml: tests/metrics/test_prometheus.py
MOST_NOT_RUN = 26
NOT_RUN = {
    "CONTRIBUTING.md": [
        "the linters of the whole checkout are steps of .ci/run",
        "it runs the service's tests again",
        "it needs umockdev and root",
        "it downloads Debian's source packages",
    ],
    "benchmarks/README.md": ["it takes twelve minutes", "it needs a second checkout and takes long"],
    "docs/cameras.md": ["needs root", "needs a camera on the network"],
    "docs/contract.md": ["it writes into the checkout; tests/contract runs it on a copy"],
    "docs/deploy.md": [
        "needs root; packaging/debian/life does it in a clean system",
        "needs root and systemd; packaging/pip/life does it in a clean system",
        "needs root and systemd",
        "needs a builder of containers and its registry; packaging/container/check builds it and takes a picture",
        "needs nginx",
    ],
    "docs/live-view.md": ["needs a screen"],
    "docs/photo-booth.md": [
        "it goes on; tests/page/test_photo_booth.py runs it in an empty folder",
        "needs a screen",
        "needs a printer",
    ],
    "docs/rig-pis.md": ["needs three Raspberry Pis"] * 4,
    "docs/time-lapse.md": [
        "tests/docs/test_time_lapse_check.py runs it",
        "needs ffmpeg and the pictures of a month",
    ],
    "docs/troubleshooting.md": ["needs a desktop with gvfs", "needs a desktop with gvfs"],
}
# What a line that installs is covered by.
_VENV = "python3 -m venv .venv || { sudo apt install -y python3-venv && python3 -m venv .venv; } && "
_GO = "rpc-camera/rpccamera"
SET_UP = {
    f"{_VENV}.venv/bin/pip install . && .venv/bin/rpc-camera serve --virtual 1": "tests/install: wheel",
    f"{_VENV}.venv/bin/pip install -e '.[test]' && .venv/bin/pytest": ".ci/run",
    "python3 -m venv .venv && .venv/bin/pip install -e '.[dev]' && . .venv/bin/activate": ".ci/run",
    ".venv/bin/pip install '.[command]' && . .venv/bin/activate": ".ci/run: [test] has [command]",
    ".venv/bin/pip install clients/python": "tests/install: client",
    "sudo apt install -y nats-server": ".ci/run: need_server",
    "sudo systemctl disable --now nats-server": ".ci/run: need_server",
    "sudo apt install -y mosquitto mosquitto-clients": ".ci/run: need_server",
    "sudo systemctl disable --now mosquitto": ".ci/run: need_server",
    "pip install '.[mqtt]'": ".ci/run: [test] has [mqtt]",
    "pip install '.[rig]'": ".ci/run: [test] has [rig]",
    "pip install '.[metrics]'": ".ci/run: [test] has [metrics]",
    "pip install '.[mdns]'": ".ci/run: [test] has [mdns]",
    "npm install ./clients/typescript": "tests/docs/test_node.py",
    "npm install ../rpc-camera/clients/typescript ws": "tests/docs/test_node.py",
    f"go mod edit -require={_GO}@v1.0.0 -replace={_GO}=../rpc-camera/clients/go": "tests/docs/test_go.py",
    'go mod tidy    # once your code imports "rpc-camera/rpccamera"': "tests/docs/test_go.py",
}


# A page has up to three services, one after another; on a busy machine that takes its time.
pytestmark = pytest.mark.timeout(180)


def is_run(block: Block) -> bool:
    """Return whether a page has to be run for this block."""
    is_installing = block.language == SHELL and set_up_lines(block.code) == block.code.splitlines()
    return block.language in IN_ORDER and block.reason is None and (not is_installing or "serve" in block.code)


@pytest.mark.parametrize("page", [page for page in pages() if any(map(is_run, blocks(page)))])
def test_the_blocks_of_a_page_run_in_their_order_and_print_what_it_shows(page: str, tmp_path: Path) -> None:
    shown = blocks(page)
    with PageRun(shown, tmp_path) as run:
        assert run.fault is None, run.fault
        for number, block in enumerate(shown):
            if block.language == SHELL and block.reason is None:
                assert not is_refused(run.output(number)), f"{block} prints {run.output(number)}"
            if block.language == OUTPUT:
                real = run.output(number - 1)
                assert prints(run.filled_in(block.code), real), f"{block} shows\n{block.code}\nand it is\n{real}"


def is_refused(printed: str) -> bool:
    """Return whether the service has answered with an error, which is no failure to curl."""
    return any("error" in json.loads(line) for line in printed.splitlines() if line.startswith('{"jsonrpc"'))


def prints(shown: str, real: str) -> bool:
    """Return whether the output is what is shown; of JSON, one line has to be."""
    if shown.startswith("{"):
        return any(json_matches(shown, line) for line in real.splitlines())
    return text_matches(shown, real)


def test_json_can_be_read() -> None:
    for block in all_blocks():
        if block.language == "json":
            json.loads(block.code)


def test_every_block_has_a_language_that_is_tested() -> None:
    known = {*IN_ORDER, OUTPUT, *ELSEWHERE, *STILL}
    assert [str(block) for block in all_blocks() if block.language not in known] == []


def test_an_output_follows_what_prints_it() -> None:
    for page in pages():
        found = blocks(page)
        for before, block in zip([None, *found], found, strict=False):
            assert block.language != OUTPUT or (before and before.language == SHELL and not before.reason), str(block)


def test_what_is_not_run_is_known_and_little() -> None:
    found = defaultdict(list)
    for block in all_blocks():
        if block.reason:
            found[block.page].append(block.reason)
    assert dict(found) == NOT_RUN
    assert sum(map(len, found.values())) <= MOST_NOT_RUN


def test_what_installs_is_known_and_tried_elsewhere() -> None:
    found = {
        line
        for block in all_blocks()
        if block.language == SHELL and not block.reason
        for line in set_up_lines(block.code)
    }
    assert found == SET_UP.keys()
