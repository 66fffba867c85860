"""The worker: a process of its own per camera, the only one that imports gphoto2.

A segfault, an endless loop or a held GIL in a driver costs this process and no other camera. All are forked from one,
which imports gphoto2 as well and opens no camera: see `fork_server`.
"""
