"""`manage.py daily`: all that has to be done every day, in the morning, each part alone. Exit 1 if one failed."""

from cms.management.timing import TimerCommand


class Command(TimerCommand):
    help = "Do all that has to be done every day."
    timer = "daily"
