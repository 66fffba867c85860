"""Loading the service: what it does without meanwhile is there again afterwards."""

from __future__ import annotations

import json
import os
import ssl
import subprocess
import sys

import pytest

LOAD = """
import gc, json, os, ssl
from rpc_camera.serve.loading import loading
def authorities(context): return context.cert_store_stats()["x509_ca"]
before = authorities(ssl.create_default_context())
with loading():
    import aiohttp.connector
print(json.dumps({
    "of aiohttp's own connections": authorities(aiohttp.connector._SSL_CONTEXT_VERIFIED),
    "are there again": authorities(ssl.create_default_context()) == before,
    "collects": gc.isenabled(),
    "file": os.environ.get("SSL_CERT_FILE"),
}))
"""


@pytest.mark.parametrize("file", [None, ssl.get_default_verify_paths().cafile])
def test_only_aiohttp_is_loaded_without_authorities(file: str | None) -> None:
    environment = {name: value for name, value in os.environ.items() if name != "SSL_CERT_FILE"}
    if file:
        environment["SSL_CERT_FILE"] = file
    done = subprocess.run([sys.executable, "-c", LOAD], env=environment, capture_output=True, text=True, check=True)
    assert json.loads(done.stdout) == {
        "of aiohttp's own connections": 0,
        "are there again": True,
        "collects": True,
        "file": file,
    }
