"""The channel layer, over which processes reach each other: what a process hears there, and how it sends."""
