"""By what this host is let in on NATS servers: all of it checked, none of it shown."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from rpc_camera.rig.bus import BusError

if TYPE_CHECKING:
    import ssl
    from pathlib import Path

    from rpc_camera.rig.nats_url import NatsAddress

_JWT: Final = re.compile(r"^-+BEGIN NATS USER JWT-+\n\S+\n-+END NATS USER JWT-+$", re.MULTILINE)
_SEED_OF_CREDENTIALS: Final = re.compile(r"^-+BEGIN USER NKEY SEED-+\nSU[A-Z2-7]{56}\n-+END", re.MULTILINE)
_SEED: Final = re.compile(r"^SU[A-Z2-7]{56}$", re.MULTILINE)
_MOST_BYTES: Final = 65_536  # of a file with credentials; one has about a thousand


@dataclass(frozen=True)
class NatsAccess:
    """Servers that share their messages, and one way to be let in, or none.

    `tls`: nothing is sent to a server that does not encrypt. `credentials` is a `.creds` file, `nkey` one with a seed,
    and the files of TLS are PEM.
    """

    addresses: tuple[NatsAddress, ...]
    tls: bool = False
    user: str = field(default="", repr=False)
    password: str = field(default="", repr=False)
    token: str = field(default="", repr=False)
    credentials: Path | None = None
    nkey: Path | None = None
    tls_ca: Path | None = None
    tls_cert: Path | None = None
    tls_key: Path | None = None

    @property
    def has_credentials(self) -> bool:
        """Whether a server can know this host by something."""
        return bool(self.user or self.token or self.credentials or self.nkey or self.tls_cert)

    def check(self) -> None:
        """Read all files. BusError: one cannot be read, or is not what it should be."""
        self.read_credentials()
        self.read_nkey()
        for file in (self.tls_ca, self.tls_cert, self.tls_key):
            if file:
                _read(file)

    def read_credentials(self) -> str:
        """Return what the `.creds` file has, "" if there is none. BusError: it cannot be used."""
        if self.credentials is None:
            return ""
        text = _read(self.credentials)
        if not _JWT.search(text) or not _SEED_OF_CREDENTIALS.search(text):
            raise BusError(f"{self.credentials} has no NATS credentials: a user's JWT, and its nkey seed.")
        return text

    def read_nkey(self) -> str:
        """Return a user's nkey seed, "" if there is none. BusError: it cannot be used."""
        if self.nkey is None:
            return ""
        if not (seed := _SEED.search(_read(self.nkey))):
            raise BusError(f"{self.nkey} has no seed of a user's nkey, which is 58 characters that begin with SU.")
        return seed[0]

    def tls_context(self) -> ssl.SSLContext:
        """Return what TLS connections are made with. BusError: the files cannot be used."""
        import ssl  # noqa: PLC0415 - OpenSSL is 3 MiB, which who only reads options does without

        def no_password() -> str:  # without this OpenSSL asks at the terminal
            raise BusError(f"The key in {self.tls_key} is encrypted: give one without a password.")

        try:
            context = ssl.create_default_context(cafile=self.tls_ca)
        except (OSError, ValueError):
            raise BusError(f"{self.tls_ca} has no PEM certificate of an authority that can be used.") from None
        if self.tls_cert:
            try:
                context.load_cert_chain(self.tls_cert, self.tls_key, password=no_password)
            except OSError:
                raise BusError(
                    f"{self.tls_cert} and {self.tls_key} cannot be used: they are no PEM certificate and its key."
                ) from None
        return context


def _read(file: Path) -> str:
    """Return a file's text, each line with an end."""
    try:
        with file.open(encoding="ascii") as opened:
            return "".join(f"{line}\n" for line in opened.read(_MOST_BYTES).splitlines())
    except UnicodeDecodeError:
        raise BusError(f"{file} cannot be used: it is not plain text.") from None
    except OSError as error:
        raise BusError(f"{file} cannot be read: {error.strerror}.") from None
