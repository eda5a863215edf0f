"""Invitations in public: the page, answers, registrations."""
