"""`python -m rpc_camera.virtual`: one virtual camera on its own."""

from __future__ import annotations

import argparse
import sys

from rpc_camera.virtual.command import add_arguments, run

if __name__ == "__main__":
    parser = argparse.ArgumentParser("virtual-camera")
    add_arguments(parser)
    sys.exit(run(parser.parse_args()))
