"""The cameras on an MQTT broker, and as devices of Home Assistant."""
