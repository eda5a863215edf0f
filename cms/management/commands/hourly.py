"""`manage.py hourly`: all that has to be done every hour, each part alone. Exit 1 if one failed."""

from cms.management.timing import TimerCommand


class Command(TimerCommand):
    help = "Do all that has to be done every hour."
    timer = "hourly"
