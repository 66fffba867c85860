"""The cells of a notebook, without asyncio: each `# %%` begins one, in Jupyter, VS Code and Spyder.

RPC_CAMERA_URL and RPC_CAMERA_TOKEN say where the service is, and its token; the folder is `pictures` here.
"""

# %% Connect; the session is kept from cell to cell.
import os
from pathlib import Path

from rpc_camera_client import RpcCameraError
from rpc_camera_client.sync import Session

URL = os.environ.get("RPC_CAMERA_URL", "ws://localhost:8765/rpc")
camera = Session.connect(URL, token=os.environ["RPC_CAMERA_TOKEN"])
print([each["name"] for each in camera.list_cameras()["cameras"]])

# %% Look at the settings, and change some.
for name, setting in camera.get_exposure()["settings"].items():
    print(name, setting)
camera.set_exposure(iso=400, nearest=True)

# %% What is refused says what to do.
try:
    camera.set_config("iso", "much")
except RpcCameraError as error:
    print(error.name, error.remedy)

# %% A picture, and how far its download is.
folder = Path("pictures")
folder.mkdir(exist_ok=True)
picture = camera.capture_image()
watched = camera.with_progress(lambda step: print(step["stage"], step["done"], "of", step["total"]))
print(watched.download(picture["files"][0]["path"], folder))

# %% All that is on the card; the next time, only what is new.
copy = camera.download_folder("/", folder / "card")
print(len(copy.saved), "came,", len(copy.skipped), "were here")

# %% A frame of live view.
for frame in camera.live_view():
    (folder / "frame.jpg").write_bytes(frame.jpeg)
    break

# %% The end.
camera.close()
