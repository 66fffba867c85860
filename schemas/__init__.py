"""The published contract: JSON files, installed as `rpc_camera.schemas`."""
