"""Personal data: what is kept, who looked at it, where somebody is signed in."""
