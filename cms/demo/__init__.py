"""The demo: the first forum's offices and organisations with invented people, told through the services alone."""
