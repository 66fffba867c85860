"""The guard of a real process that is stopped, goes on, is killed, and is started again."""

from __future__ import annotations

import signal
import time
from typing import TYPE_CHECKING

from tests.rigs.guarded_process import GuardedProcess

if TYPE_CHECKING:
    from pathlib import Path

SOON_S = 20
PATIENCE_S = 2.0  # in which a busy machine begins something


def begun(folder: Path) -> list[str]:
    file = folder / "begun"
    return file.read_text().split() if file.exists() else []


def wait_until_begun(folder: Path, request_id: str) -> None:
    end = time.monotonic() + SOON_S
    while request_id not in begun(folder):
        assert time.monotonic() < end
        time.sleep(0.005)


def test_what_its_caller_gave_up_while_the_host_was_stopped_is_not_done(tmp_path: Path) -> None:
    with GuardedProcess(tmp_path, "first") as host:
        host.send_signal(signal.SIGSTOP)
        host.ask("given-up", patience_s=0.3)
        host.ask("wanted", patience_s=60)
        time.sleep(0.4)
        host.send_signal(signal.SIGCONT)
        replies = [host.reply(), host.reply()]

    assert {"id": "given-up", "error": "host_unreachable"} in replies
    assert {"id": "wanted", "answer": "wanted of first"} in replies
    assert begun(tmp_path) == ["wanted"]


def test_what_was_under_way_when_the_host_was_stopped_is_done_once_and_answers_all(tmp_path: Path) -> None:
    with GuardedProcess(tmp_path, "first") as host:
        host.ask("shot", patience_s=PATIENCE_S, takes_s=0.2)
        asked_at = time.monotonic()
        wait_until_begun(tmp_path, "shot")
        host.send_signal(signal.SIGSTOP)
        time.sleep(max(0.0, asked_at + PATIENCE_S + 0.1 - time.monotonic()))
        host.ask("shot", patience_s=-0.1)
        host.send_signal(signal.SIGCONT)
        replies = [host.reply(), host.reply()]

    assert replies == [{"id": "shot", "answer": "shot of first"}] * 2
    assert begun(tmp_path) == ["shot"]


def test_what_was_begun_when_the_host_was_killed_is_not_done_again(tmp_path: Path) -> None:
    with GuardedProcess(tmp_path, "first") as host:
        host.ask("done")
        assert host.reply() == {"id": "done", "answer": "done of first"}
        host.ask("shot", takes_s=60)
        wait_until_begun(tmp_path, "shot")
        host.send_signal(signal.SIGKILL)

    with GuardedProcess(tmp_path, "second") as host:
        for name, reply in {
            "shot": {"error": "outcome_unknown"},
            "done": {"answer": "done of first"},
            "new": {"answer": "new of second"},
        }.items():
            host.ask(name)
            assert host.reply() == {"id": name, **reply}

    assert begun(tmp_path) == ["done", "shot", "new"]


def test_what_only_reads_is_done_again_after_a_kill(tmp_path: Path) -> None:
    with GuardedProcess(tmp_path, "first") as host:
        host.ask("read", takes_s=60, changes=False)
        wait_until_begun(tmp_path, "read")

    with GuardedProcess(tmp_path, "second") as host:
        host.ask("read", changes=False)
        assert host.reply() == {"id": "read", "answer": "read of second"}


def test_whenever_the_host_is_killed_nothing_is_done_twice_and_nothing_that_was_not_begun_counts_as_begun_for_good(
    tmp_path: Path,
) -> None:
    names = [f"shot-{number}" for number in range(40)]
    for number in range(8):  # killed at another moment each time, in the midst of writing
        with GuardedProcess(tmp_path, f"run-{number}") as host:
            for name in names:
                host.ask(name)
            time.sleep(0.004 * number)

    with GuardedProcess(tmp_path, "last") as host:
        for name in names:
            host.ask(name)
        replies = {reply["id"]: reply for reply in (host.reply() for _ in names)}

    done = begun(tmp_path)
    assert len(done) == len(set(done))
    assert set(done) >= {name for name, reply in replies.items() if "answer" in reply}
    assert all(reply.get("error", "outcome_unknown") == "outcome_unknown" for reply in replies.values())
