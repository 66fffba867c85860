"""When to try again to delete what could not be deleted for a passing reason."""

from __future__ import annotations

from rpc_camera.tethering.deletion import DeletionRetries
from rpc_camera.tethering.ledger_entry import FileEntry

A, B = FileEntry(1, "/card/A.JPG", None, None), FileEntry(2, "/card/B.JPG", None, None)


def test_the_pauses_grow_for_each_file_on_its_own_until_it_is_settled() -> None:
    now_s = 1000.0
    retries = DeletionRetries(lambda: now_s)
    pauses, first = [], []
    for _ in range(6):
        first.append(retries.record(A))
        pauses.append(retries.wait_s())

    assert pauses == [1, 5, 30, 120, 600, 600]
    assert first == [True, False, False, False, False, False]
    assert (retries.is_delayed(A), retries.is_delayed(B)) == (True, False)
    now_s += 600
    assert (retries.is_delayed(A), retries.wait_s()) == (False, 1)
    retries.forget(A)
    assert retries.wait_s() is None
