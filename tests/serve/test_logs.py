"""The log: nothing that a client or a camera says looks like a line of it."""

from __future__ import annotations

import logging
import sys

from rpc_camera.serve.journal import JournalFormatter
from rpc_camera.serve.logs import OneLineFormatter

FORGED = "x\n2026-01-01 00:00:00 INFO forged\x1b[2J"


def formatted(message: str, *, error: Exception | None = None, stack: str | None = None) -> str:
    info = None
    if error is not None:
        try:
            raise error
        except type(error):
            info = sys.exc_info()
    record = logging.LogRecord("rpc_camera", logging.ERROR, __file__, 1, message, None, info, sinfo=stack)
    return OneLineFormatter("%(message)s").format(record)


def test_a_message_is_one_line() -> None:
    assert formatted(FORGED) == "x\\n2026-01-01 00:00:00 INFO forged\\x1b[2J"


def test_the_text_of_an_exception_is_behind_a_margin_and_without_control_characters() -> None:
    message, *others = formatted("incident", error=ValueError(FORGED), stack=f"Stack\n{FORGED}").split("\n")

    assert message == "incident"
    assert "    | ValueError: x" in others
    assert all(line.startswith("    | ") for line in others)
    assert "\x1b" not in "".join(others)


def test_in_the_journal_each_line_of_a_traceback_has_the_level_of_its_record() -> None:
    record = logging.LogRecord("rpc_camera", logging.ERROR, __file__, 1, "incident", None, None, sinfo=FORGED)
    record.client = "c1"

    first, *others = JournalFormatter().format(record).split("\n")

    assert first == "<3>c1 rpc_camera: incident"
    assert others
    assert all(line.startswith("<3>    | ") for line in others)
