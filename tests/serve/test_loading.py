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
with loading(tls=True):
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


START = """
import json, sys
from rpc_camera import cli
from rpc_camera.serve.loading import loading
with loading(tls=False):
    import rpc_camera.serve.run
print(json.dumps(sorted(sys.modules)))
"""
# A client, other servers, OpenSSL, what words refusals and reads metadata, pictures, ZIPs, other commands, extras.
NOT_NEEDED = {
    *("aiohttp.client", "aiohttp.connector", "aiohttp.cookiejar", "jsonrpcserver.server", "http.server", "oslash.list"),
    *("ssl", "_ssl", "_hashlib", "jsonschema", "referencing", "difflib", "importlib.metadata"),
    *("PIL", "zipfile", "pickle"),
    *("rpc_camera.virtual.body", "rpc_camera.command", "rpc_camera_client", "gphoto2", "rpc_camera.worker.driver"),
    *(
        "rpc_camera.rig",
        "rpc_camera.edge.camera_hop",
        "rpc_camera.edge.hop_links",
        "rpc_camera.edge.hop_relay",
        "rpc_camera.mqtt",
        "aiomqtt",
        "paho",
    ),
    *("rpc_camera.metrics", "prometheus_client"),
    *("zeroconf", "ifaddr", "rpc_camera.serve.mdns"),
}


def run(program: str) -> object:
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


def test_a_service_starts_without_what_it_may_never_need() -> None:
    modules = run(START)
    assert isinstance(modules, list)
    assert {"aiohttp.web", "jsonrpcserver.async_dispatcher"} <= {*modules}
    assert {*modules} & NOT_NEEDED == set()


def test_what_was_left_out_is_there_when_it_is_asked_for() -> None:
    program = """
import json
from rpc_camera.serve.loading import loading
with loading(tls=False):
    from aiohttp import web
    import jsonrpcserver.result
import aiohttp, jsonrpcserver, ssl, sys
before = "aiohttp.client" in sys.modules
print(json.dumps([
    before,
    aiohttp.ClientSession.__module__,
    aiohttp.web is web,
    aiohttp.__all__ is not None,
    jsonrpcserver.method.__module__,
    hasattr(aiohttp, "nothing of that name"),
    ssl.SSLContext.__name__,
]))
"""
    assert run(program) == [False, "aiohttp.client", True, True, "jsonrpcserver.methods", False, "SSLContext"]


def test_digests_are_the_same_without_openssl_and_whole_files_are_hashed_with_it() -> None:
    program = """
import json
from rpc_camera.serve.loading import loading
with loading(tls=False):
    import hashlib as small, hmac
from rpc_camera.digest import new_digest
import hashlib, hmac as openssl
def hexed(digest):
    digest.update(b"picture")
    return digest.hexdigest()
print(json.dumps([
    {name for name in small.algorithms_guaranteed if not hasattr(small, name)} == set(),
    hexed(small.sha256()) == hexed(hashlib.sha256()) == hexed(new_digest()),
    hexed(small.sha512()) == hexed(new_digest("sha512")),
    hmac.digest(b"key", b"link", small.sha256) == openssl.digest(b"key", b"link", "sha256"),
    [type(digest).__module__ for digest in (small.sha256(), new_digest(), new_digest("sha512"))],
]))
"""
    own = "_sha2" if sys.version_info >= (3, 12) else "_sha256"
    assert run(program) == [True, True, True, True, [own, "_hashlib", "_hashlib"]]


def test_a_python_without_digests_of_its_own_keeps_those_of_openssl() -> None:
    program = """
import json, sys
sys.modules["_sha1"] = None
from rpc_camera.serve import loading
loading.find_spec = lambda name: None if name == "_sha1" else True
with loading.loading(tls=False):
    import hashlib
print(json.dumps([type(hashlib.sha256()).__module__, hashlib.sha1(b"").hexdigest()[:8]]))
"""
    assert run(program) == ["_hashlib", "da39a3ee"]
