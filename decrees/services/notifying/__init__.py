"""Notifications on the site, mails about them, and the daily digest."""
