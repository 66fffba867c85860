"""The control page, in Debian's Chromium, beside a service with virtual cameras. They run where they are named."""
