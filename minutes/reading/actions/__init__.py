"""Follow-ups as readers see them: in the minutes, on a page of their own, in lists."""
