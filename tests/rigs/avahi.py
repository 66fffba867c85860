"""Avahi, the mDNS of Linux desktops, on a machine of a test's own network."""

from __future__ import annotations

import os
import shutil
import subprocess
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pathlib import Path

    from tests.rigs.lan import Machine

_PATH: Final = f"{os.environ['PATH']}:/usr/sbin"
IS_THERE: Final = all(shutil.which(name, path=_PATH) for name in ("avahi-daemon", "avahi-browse", "dbus-daemon"))
_BUS = """\
<busconfig><type>custom</type><listen>unix:path={folder}/bus</listen><auth>EXTERNAL</auth>
<policy context="default"><allow send_destination="*"/><allow receive_sender="*"/><allow own="*"/></policy></busconfig>
"""
_DAEMON = """\
[server]
use-ipv6=no
[publish]
disable-publishing=yes
"""
# Avahi's user is not there within a namespace that anybody may make, so it is root's name there.
_BROWSE = """\
set -e
mount -t tmpfs tmpfs /run
for file in passwd group; do
    sed 's/^avahi:x:[0-9]*/avahi:x:0/; s/^avahi:x:0:[0-9][0-9]*/avahi:x:0:0/' /etc/$file >"$1/$file"
    mount --bind "$1/$file" /etc/$file
done
export DBUS_SYSTEM_BUS_ADDRESS="unix:path=$1/bus"
dbus-daemon --config-file="$1/bus.xml" --nofork --nopidfile &
bus=$!
until [ -S "$1/bus" ]; do sleep 0.1; done
/usr/sbin/avahi-daemon --file="$1/daemon.conf" --no-drop-root --no-chroot --no-rlimits &
daemon=$!
until avahi-browse --all --terminate >/dev/null 2>&1; do sleep 0.1; done
avahi-browse --parsable --resolve --terminate _rpc-camera._tcp
kill "$daemon" "$bus"
wait
"""


def browse(machine: Machine, folder: Path) -> list[list[str]]:
    """Return what avahi-browse resolves: interface, protocol, name, type, domain, host, address, port and TXT each."""
    (folder / "bus.xml").write_text(_BUS.format(folder=folder))
    (folder / "daemon.conf").write_text(_DAEMON)
    command = [*machine.within, "unshare", "--mount", "timeout", "30", "sh", "-c", _BROWSE, "sh", str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return [line.split(";")[1:] for line in done.stdout.splitlines() if line.startswith("=")]
