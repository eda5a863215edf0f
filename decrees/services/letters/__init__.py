"""Letters with positions: brought, read, looked through, taken in as comments."""
