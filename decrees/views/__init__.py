"""Pages of a draft beside the one in Wagtail's tree."""
