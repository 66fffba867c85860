"""The settings of a camera, which gphoto2 and the methods call its config, and what of them outlives a worker."""
