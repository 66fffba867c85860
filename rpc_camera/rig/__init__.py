"""The rig: the cameras of many hosts as one service. Only `serve --rig` imports it."""
