"""Changes to the site itself."""
