"""An archive of fifty thousand minutes: search, facets and lists of it, beside an empty view."""
