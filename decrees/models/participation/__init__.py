"""How organisations and citizens take part: support, requests for input, notices; comments sent without a login."""
