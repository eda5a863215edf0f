"""The archive: what is found in the published minutes, and how."""
