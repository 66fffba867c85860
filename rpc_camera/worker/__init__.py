"""The worker: a process of its own per camera, the only one that imports gphoto2.

A segfault, an endless loop or a held GIL in a driver costs this process and no other camera.
"""
