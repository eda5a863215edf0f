"""Where things are kept, so that a fault of the machine does not stop people: cache, live channel, files, SQLite."""
