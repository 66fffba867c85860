"""Uploads in base64 are decoded in pieces; the result is that of one piece."""

from __future__ import annotations

import base64
import random

import pytest

from rpc_camera.errors import ErrorName, ServiceError
from rpc_camera.methods.files import _PIECE_CHARACTERS, decoded

DATA = random.Random(1).randbytes(2 * _PIECE_CHARACTERS)
PADDED_PIECE = base64.b64encode(b"a" * (_PIECE_CHARACTERS // 4 * 3 - 1)).decode()


@pytest.mark.parametrize("size_bytes", [0, 1, 2, 3, _PIECE_CHARACTERS // 4 * 3, len(DATA) - 1, len(DATA)])
async def test_all_of_a_file_isdecoded(size_bytes: int) -> None:
    assert await decoded(base64.b64encode(DATA[:size_bytes]).decode()) == DATA[:size_bytes]


@pytest.mark.parametrize("text", ["QQ", "Q Q=", "QQ==QQ==", PADDED_PIECE + "QUJD", PADDED_PIECE + "====", "é"])
async def test_what_is_no_base64_is_refused_wherever_it_is(text: str) -> None:
    with pytest.raises(ServiceError) as refused:
        await decoded(text)

    assert refused.value.name is ErrorName.INVALID_PARAMS
