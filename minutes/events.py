"""Events of this app, with the words a timeline shows."""
