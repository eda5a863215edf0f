"""The demo: half a year of the first forum with invented people, told through the services alone, ending today."""
