"""Numbers of the live channel for whoever watches the site."""

from prometheus_client import Counter, Gauge

OPEN_SOCKETS = Gauge("mufakat_sockets", "Open live sockets.", multiprocess_mode="livesum")
SENT_FRAMES = Counter("mufakat_frames_sent", "Frames of the record handed to sockets.")
