"""The secretariat's pages in Wagtail's admin."""
