"""The answers that are kept in memory: those that came last, within bounds."""

from __future__ import annotations

from rpc_camera.rig.answer_memory import AnswerMemory

A, B, C = (("gateway", "get_config", name) for name in "abc")


def test_an_answer_is_there_until_newer_ones_take_its_place() -> None:
    memory = AnswerMemory(answers_at_most=2)
    for key in (A, B, C):
        memory.keep(key, key[2].encode())

    assert [memory.find(key) for key in (A, B, C)] == [None, b"b", b"c"]


def test_they_take_no_more_than_so_many_bytes() -> None:
    memory = AnswerMemory(bytes_at_most=25, largest_bytes=20)
    memory.keep(A, b"a" * 10)
    memory.keep(A, b"a" * 15)  # it counts once
    memory.keep(B, b"b" * 10)
    assert memory.find(A)

    memory.keep(C, b"c" * 20)
    assert [memory.find(key) for key in (A, B, C)] == [None, None, b"c" * 20]


def test_one_that_is_too_large_is_not_kept_and_displaces_no_other() -> None:
    memory = AnswerMemory(largest_bytes=10)
    memory.keep(A, b"a" * 10)
    memory.keep(B, b"b" * 11)

    assert [memory.find(key) for key in (A, B)] == [b"a" * 10, None]


def test_an_empty_answer_is_an_answer() -> None:
    memory = AnswerMemory()
    memory.keep(A, b"")
    assert memory.find(A) == b""
