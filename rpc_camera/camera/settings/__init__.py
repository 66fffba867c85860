"""The settings of a camera, and what of them outlives a worker."""
