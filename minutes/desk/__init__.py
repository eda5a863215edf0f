"""The minutes in Wagtail's admin."""
