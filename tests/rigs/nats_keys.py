"""Keys and credentials of NATS, made for a test: nkeys, and JWTs as `nsc` makes them."""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
import time
from dataclasses import dataclass
from typing import Any

import nkeys

KINDS = {
    "operator": nkeys.PREFIX_BYTE_OPERATOR,
    "account": nkeys.PREFIX_BYTE_ACCOUNT,
    "user": nkeys.PREFIX_BYTE_USER,
}


@dataclass(frozen=True)
class Key:
    """An nkey of a kind: its seed, and what is public."""

    kind: str
    seed: str
    public: str

    @classmethod
    def new(cls, kind: str) -> Key:
        """Make one."""
        seed = nkeys.encode_seed(secrets.token_bytes(32), KINDS[kind])
        return cls(kind, seed.decode(), nkeys.from_seed(bytearray(seed)).public_key.decode())

    def jwt(self, subject: Key, **claims: Any) -> str:
        """Return what this key says of another one."""
        body = {"iat": int(time.time()), "iss": self.public, "sub": subject.public, "name": subject.kind}
        body |= {"nats": {"type": subject.kind, "version": 2, **claims}}
        body["jti"] = base64.b32encode(hashlib.sha256(json.dumps(body).encode()).digest()).decode().rstrip("=")
        signed = f"{_part({'typ': 'JWT', 'alg': 'ed25519-nkey'})}.{_part(body)}"
        signature = nkeys.from_seed(bytearray(self.seed.encode())).sign(signed.encode())
        return f"{signed}.{_text(signature)}"


def _part(claims: dict[str, Any]) -> str:
    return _text(json.dumps(claims).encode())


def _text(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


@dataclass(frozen=True)
class Operator:
    """A server's settings with an operator, an account and a user, and the user's `.creds` file."""

    settings: tuple[str, ...]
    credentials: str

    @classmethod
    def new(cls) -> Operator:
        """Make all of them."""
        operator, account, user = Key.new("operator"), Key.new("account"), Key.new("user")
        unlimited = dict.fromkeys(("subs", "data", "payload", "imports", "exports", "conn", "leaf"), -1)
        account_jwt = operator.jwt(account, limits={**unlimited, "wildcards": True})
        user_jwt = account.jwt(user, subs=-1, data=-1, payload=-1)
        return cls(
            (
                f'operator: "{operator.jwt(operator)}"',
                "resolver: MEMORY",
                f'resolver_preload: {{ {account.public}: "{account_jwt}" }}',
            ),
            f"-----BEGIN NATS USER JWT-----\n{user_jwt}\n------END NATS USER JWT------\n\n"
            f"-----BEGIN USER NKEY SEED-----\n{user.seed}\n------END USER NKEY SEED------\n",
        )
