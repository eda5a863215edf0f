"""The public's and members' pages beside the page tree."""
