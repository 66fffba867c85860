"""The token that the environment has: that nobody else reads it there, and that nobody guesses it."""

from __future__ import annotations

import ctypes
import os
import re
from itertools import pairwise
from typing import Final

from rpc_camera.methods.authentication import GUESS_WINDOW_S, MAX_GUESSES

VARIABLE: Final = "API_TOKEN"
SHORT: Final = 16
_COMMON: Final = re.compile(
    r"abc|abcd|abcdef|abcdefgh|abcdefghi|access|account|admin|administrator|api|apikey|apitoken|asdfgh|"
    r"auth|booth|camera|cameras|canon|changeit|changeme|changethis|correcthorsebatterystaple|default|demo|"
    r"dragon|foobar|foto|gphoto|guest|hello|iloveyou|insecure|letmein|local|localhost|login|master|monkey|"
    r"mysecret|mytoken|nikon|none|null|panasonic|pass|passphrase|passw|passwd|password|passwort|photo|"
    r"photobooth|pi|picture|pictures|private|public|qazwsx|qwert|qwerty|qwertyui|qwertyuiop|qwertz|"
    r"raspberry|raspberrypi|root|rpccamera|secret|secrettoken|secure|server|service|sony|studio|sunshine|"
    r"superadmin|superman|supersecret|test|testing|testtoken|token|topsecret|trustno|user|username|"
    r"verysecret|welcome|yoursecret|yourtoken|yourtokenhere|zxcvbn|zxcvbnm"
)
_LEET: Final = str.maketrans("013457@$!", "oieastasi")
_GUESSES_AN_HOUR: Final = MAX_GUESSES * 3600 / GUESS_WINDOW_S
_ADDRESSES: Final = 100_000  # as many as a net of hired machines has


def take_from_environment() -> None:
    """Remove the token from this process's environment, and from what the system shows of it in /proc."""
    libc = ctypes.CDLL(None)
    libc.getenv.restype = ctypes.c_void_p
    if (address := libc.getenv(VARIABLE.encode())) is not None:
        ctypes.memset(address, 0, len(ctypes.string_at(address)))
    os.environ.pop(VARIABLE, None)


def is_guessable(token: str) -> bool:
    """Return whether an hour of trying what people choose finds the token: a common word, or one of too few."""
    folded = "".join(filter(str.isalnum, token.lower()))
    words = {"".join(filter(str.isalpha, text)) for text in (folded, folded.translate(_LEET))}
    words |= {folded.strip("0123456789").translate(_LEET)}
    return any(map(_COMMON.fullmatch, words)) or _possibilities(token) <= _GUESSES_AN_HOUR * _ADDRESSES


def _possibilities(token: str) -> float:
    """Return how many tokens are as simple as this one: runs such as `aaaa` or `1234` count as one character."""
    kinds = {
        10: any(map(str.isdigit, token)),
        26: any(map(str.islower, token)),
        27: any(map(str.isupper, token)),
        33: not token.isalnum(),
    }
    steps = [ord(after) - ord(before) for before, after in pairwise(token)]
    characters = 1 + sum(step not in {0, 1, -1} for step in steps)
    return float(sum(size for size, has in kinds.items() if has) ** min(characters, 64))
