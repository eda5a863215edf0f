"""What a service still writes after it took the ledger's head, for which all others who write wait until it commits."""

import re

from django.db import connection
from django.test import Client

from forum.events import EVENTS

WRITES = re.compile(r'(INSERT (?:OR IGNORE )?INTO|UPDATE|DELETE FROM) "?(\w+)')
LEDGER = {"forum_ledgerhead", "forum_ledgerentry", "forum_entrypage", "forum_entryreason"}


class AfterHead:
    """Around an act, as a wrapper of the connection: `written` are verbs of entries with what was written after the
    first entry of its transaction and does not belong to the ledger: ('comment.added', 'decrees_comment')."""

    def __init__(self):
        self.depth, self.verb, self.written = 0, "", set()

    def __call__(self, execute, sql, params, many, context):
        self._note(sql, params)
        return execute(sql, params, many, context)

    def _note(self, sql, params):
        if sql.startswith("SAVEPOINT"):
            self.depth += 1
        elif sql.startswith(("RELEASE SAVEPOINT", "ROLLBACK TO SAVEPOINT")):
            # Django rolls back to a savepoint and releases it: two statements for one.
            self.depth -= sql.startswith("RELEASE")
            self.verb = self.verb if self.depth else ""
        elif found := WRITES.match(sql):
            self._wrote(found[2], params)

    def _wrote(self, table, params):
        if table == "forum_ledgerentry" and not self.verb:
            self.verb = next(value for value in params if value in EVENTS)
        elif self.verb and table not in LEDGER:
            self.written.add((self.verb, table))


# A row that is only added holds the number of its entry, so it is written after it, and then what points to it.
_STEP, _MINUTES = {"decrees_concealmentstep"}, {"minutes_minutespage", "wagtailsearch_indexentry"}
ALLOWED = {
    "answer.accepted": {"decrees_reaction", "decrees_comment"},
    "objection.maintained": {"decrees_reaction", "decrees_comment"},
    "answer.given": {"decrees_answer"},
    "answer.changed": {"decrees_answer"},
    "changes.explained": {"decrees_origin"},
    "comment.added": {"decrees_comment"},
    "comment.received_on_paper": {"decrees_comment"},
    "comment.heard_online": {"decrees_comment"},
    "comment.assigned": {"decrees_assignment"},
    "comment.reattached": {"decrees_placement"},
    "comment.joined": {"decrees_support"},
    "letter.received": {"decrees_letter"},
    "comment.supported": {"decrees_support"},
    "position.sent": {"decrees_comment"},
    "wording.taken": {"decrees_takenwording"},
    "wording.returned": {"decrees_takenwording"},
    "words.reported": {"decrees_report"},
    "input.asked": {"decrees_inputrequest"},
    "input.withdrawn": {"decrees_inputrequest", "decrees_notice"},  # what it was about goes last
    "hiding.proposed": {"decrees_concealment", "decrees_hiddenwords"},
    "hiding.confirmed": _STEP,
    "hiding.objected": _STEP,
    # What the archive finds is what the step leaves to be read.
    "information.classed": {"minutes_classification"},
    "minutes.redacted": {"minutes_redaction"},
    "minutes.unredacted": {"minutes_redactionlift"},
    "minutes.personal_data_kept": {"minutes_keptfinding"},
    # Wagtail tells of it in the middle; the ralat holds the number of its own entry, which comes behind.
    "minutes.changed": {"minutes_ralat", "wagtailcore_pagelogentry", *_MINUTES},
    "minutes.hiding_proposed": {"minutes_hiddenpart", *_MINUTES},
    "minutes.part_hidden": {"minutes_hidingstep", *_MINUTES},
    # Wagtail tells of a publication in the middle of it.
    "meeting.published": {"wagtailcore_pagelogentry"},
    # Likewise; the places were sought before (place_comments).
    "decree.changed": {"decrees_placement", "wagtailcore_pagelogentry", "wagtailsearch_indexentry"},
}
# The first who reads the settings of the forum makes them, in whichever transaction.
BY_CHANCE = "settings.changed"


class AttentiveClient(Client):
    """`late` are the writes of its requests for which others waited, but for those that are allowed."""

    def __init__(self, **options):
        super().__init__(**options)
        self.late = set()

    def request(self, **request):
        after = AfterHead()
        with connection.execute_wrapper(after):
            answer = super().request(**request)
        written = (pair for pair in after.written if pair[0] != BY_CHANCE)
        self.late |= {(verb, table) for verb, table in written if table not in ALLOWED.get(verb, ())}
        return answer
