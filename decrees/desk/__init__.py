"""The secretariat's rooms in Wagtail's admin."""
