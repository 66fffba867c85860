"""`python -m rpc_camera`."""

import sys

from rpc_camera.cli import main

if __name__ == "__main__":
    sys.exit(main())
