"""What the home page shows: the same for everybody, and above it what waits for whoever is signed in."""
