"""The forum's records in Wagtail's admin."""
