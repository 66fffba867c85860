"""Keys, certificates and permissions for a rig, made by the commands that docs/rig-security.md shows."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Self

from rpc_camera.rig.nats_access import NatsAccess
from rpc_camera.rig.nats_url import NatsAddress
from tests.docs.blocks import SHELL, blocks

if TYPE_CHECKING:
    from tests.rigs.nats_server import NatsServer

PAGE = "docs/rig-security.md"


@dataclass(frozen=True)
class RigKeys:
    """Of the hosts `left`, `right` and `gateway`, and of `observer`, in a folder; `settings` are the server's."""

    folder: Path
    settings: str

    @classmethod
    def make(cls, folder: Path) -> Self:
        """Run the page's commands, up to where it starts a server."""
        commands = [block.code for block in blocks(PAGE) if block.language == SHELL]
        made = [code for code in commands if "rpc-camera serve" not in code]
        assert len(made) < len(commands)
        path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
        script = "\n".join(["set -euo pipefail", *made])
        subprocess.run(
            ["bash", "-c", script], cwd=folder, env={**os.environ, "PATH": path}, capture_output=True, check=True
        )
        text = (folder / "nats.conf").read_text(encoding="utf-8")
        return cls(folder, text.replace('file: "', f'file: "{folder}/'))

    def access(self, server: NatsServer, name: str, key: str = "") -> NatsAccess:
        """Return how a host reaches the server, by its own key or by that of another."""
        address = NatsAddress("127.0.0.1", server.port)
        return NatsAccess((address,), tls=True, nkey=self.folder / f"{key or name}.nk", tls_ca=self.folder / "ca.pem")
