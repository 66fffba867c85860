"""The commands that are clients of a service, of this machine or another: `rpc-camera capture` and all but `serve`."""
