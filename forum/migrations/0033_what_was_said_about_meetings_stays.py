"""Replies to polls, proposals for agendas and who was there stay; a change waits an hour to be told, no longer."""

import re

import django.db.models.deletion
from django.db import migrations, models

# What `forum/ledger/meetings.py` declares.
SQLITE = [
    """CREATE TRIGGER poll_reply_no_update BEFORE UPDATE ON forum_pollreply WHEN NEW.id IS NOT OLD.id OR NEW.poll_id IS
NOT OLD.poll_id OR NEW.organisation_id IS NOT OLD.organisation_id OR NEW.answers IS NOT OLD.answers OR NEW.note
IS NOT OLD.note OR NEW.answered_at IS NOT OLD.answered_at OR NEW.answered_by_id IS NOT NULL BEGIN SELECT
RAISE(ABORT, 'a reply to a poll stays'); END;""",
    """CREATE TRIGGER poll_reply_no_delete BEFORE DELETE ON forum_pollreply BEGIN SELECT RAISE(ABORT,
'a reply to a poll stays'); END;""",
    """CREATE TRIGGER poll_reply_no_replace BEFORE INSERT ON forum_pollreply WHEN EXISTS (SELECT 1 FROM forum_pollreply
o WHERE o.id = NEW.id) BEGIN SELECT RAISE(ABORT, 'a reply to a poll stays'); END;""",
    """CREATE TRIGGER proposal_no_update BEFORE UPDATE ON forum_agendaproposal WHEN NEW.id IS NOT OLD.id OR
NEW.meeting_id IS NOT OLD.meeting_id OR NEW.organisation_id IS NOT OLD.organisation_id OR NEW.title IS NOT
OLD.title OR NEW.reason IS NOT OLD.reason OR NEW.minutes IS NOT OLD.minutes OR NEW.document_id IS NOT
OLD.document_id OR NEW.proposed_at IS NOT OLD.proposed_at OR NEW.proposed_by_id IS NOT NULL AND
NEW.proposed_by_id IS NOT OLD.proposed_by_id OR OLD.decided_at IS NOT NULL AND NEW.decided_at IS NOT
OLD.decided_at OR OLD.decided_at IS NOT NULL AND NEW.state IS NOT OLD.state OR OLD.decided_at IS NOT NULL AND
NEW.decision_reason IS NOT OLD.decision_reason OR OLD.decided_at IS NOT NULL AND NEW.deferred_to_id IS NOT
OLD.deferred_to_id BEGIN SELECT RAISE(ABORT, 'a proposal for an agenda stays, and is decided once'); END;""",
    """CREATE TRIGGER proposal_no_delete BEFORE DELETE ON forum_agendaproposal BEGIN SELECT RAISE(ABORT,
'a proposal for an agenda stays, and is decided once'); END;""",
    """CREATE TRIGGER proposal_no_replace BEFORE INSERT ON forum_agendaproposal WHEN EXISTS (SELECT 1 FROM
forum_agendaproposal o WHERE o.id = NEW.id) BEGIN SELECT RAISE(ABORT,
'a proposal for an agenda stays, and is decided once'); END;""",
    """CREATE TRIGGER presence_no_update BEFORE UPDATE ON forum_presence WHEN NEW.id IS NOT OLD.id OR NEW.meeting_id IS
NOT OLD.meeting_id OR NEW.same_as_id IS NOT OLD.same_as_id OR NEW.organisation_id IS NOT OLD.organisation_id OR
NEW.sector_id IS NOT OLD.sector_id OR NEW.no_photo IS NOT OLD.no_photo OR NEW.consent IS NOT OLD.consent OR
NEW.way IS NOT OLD.way OR NEW.arrived_at IS NOT OLD.arrived_at OR NEW.token IS NOT OLD.token OR
NEW.registration_id IS NOT OLD.registration_id AND NOT NEW.registration_id IS NULL OR NEW.person_id IS NOT
OLD.person_id AND NOT NEW.person_id IS NULL OR NEW.recorded_by_id IS NOT OLD.recorded_by_id AND NOT
NEW.recorded_by_id IS NULL OR NEW.name IS NOT OLD.name AND NOT (OLD.forgotten_at IS NULL AND NEW.forgotten_at IS
NOT NULL AND NEW.name = '–' AND NEW.from_organisation = '' AND NEW.position = '' AND NEW.withdrawal_reason IN
('', '–') AND NEW.key LIKE 'forgotten:%') OR NEW.from_organisation IS NOT OLD.from_organisation AND NOT
(OLD.forgotten_at IS NULL AND NEW.forgotten_at IS NOT NULL AND NEW.name = '–' AND NEW.from_organisation = '' AND
NEW.position = '' AND NEW.withdrawal_reason IN ('', '–') AND NEW.key LIKE 'forgotten:%') OR NEW.position IS NOT
OLD.position AND NOT (OLD.forgotten_at IS NULL AND NEW.forgotten_at IS NOT NULL AND NEW.name = '–' AND
NEW.from_organisation = '' AND NEW.position = '' AND NEW.withdrawal_reason IN ('', '–') AND NEW.key LIKE
'forgotten:%') OR NEW.key IS NOT OLD.key AND NOT (OLD.forgotten_at IS NULL AND NEW.forgotten_at IS NOT NULL AND
NEW.name = '–' AND NEW.from_organisation = '' AND NEW.position = '' AND NEW.withdrawal_reason IN ('', '–') AND
NEW.key LIKE 'forgotten:%') OR NEW.forgotten_at IS NOT OLD.forgotten_at AND NOT (OLD.forgotten_at IS NULL AND
NEW.forgotten_at IS NOT NULL AND NEW.name = '–' AND NEW.from_organisation = '' AND NEW.position = '' AND
NEW.withdrawal_reason IN ('', '–') AND NEW.key LIKE 'forgotten:%') OR NEW.withdrawn_at IS NOT OLD.withdrawn_at
AND NOT OLD.withdrawn_at IS NULL OR NEW.withdrawn_by_id IS NOT OLD.withdrawn_by_id AND NOT (OLD.withdrawn_at IS
NULL OR NEW.withdrawn_by_id IS NULL) OR NEW.withdrawal_reason IS NOT OLD.withdrawal_reason AND NOT
(OLD.withdrawn_at IS NULL OR (OLD.forgotten_at IS NULL AND NEW.forgotten_at IS NOT NULL AND NEW.name = '–' AND
NEW.from_organisation = '' AND NEW.position = '' AND NEW.withdrawal_reason IN ('', '–') AND NEW.key LIKE
'forgotten:%')) BEGIN SELECT RAISE(ABORT, 'who was there stays'); END;""",
    """CREATE TRIGGER presence_no_delete BEFORE DELETE ON forum_presence BEGIN SELECT RAISE(ABORT,
'who was there stays'); END;""",
    """CREATE TRIGGER presence_no_replace BEFORE INSERT ON forum_presence WHEN EXISTS (SELECT 1 FROM forum_presence o
WHERE o.id = NEW.id) OR EXISTS (SELECT 1 FROM forum_presence o WHERE o.token = NEW.token) OR EXISTS (SELECT 1
FROM forum_presence o WHERE o.meeting_id = NEW.meeting_id AND o.key = NEW.key AND o.withdrawn_at IS NULL AND
NEW.withdrawn_at IS NULL) BEGIN SELECT RAISE(ABORT, 'who was there stays'); END;""",
]
POSTGRES = [
    """CREATE OR REPLACE FUNCTION poll_reply_refuse() RETURNS trigger LANGUAGE plpgsql AS $function$BEGIN IF TG_OP =
'UPDATE' THEN IF NOT (NEW.id IS DISTINCT FROM OLD.id OR NEW.poll_id IS DISTINCT FROM OLD.poll_id OR
NEW.organisation_id IS DISTINCT FROM OLD.organisation_id OR NEW.answers IS DISTINCT FROM OLD.answers OR NEW.note
IS DISTINCT FROM OLD.note OR NEW.answered_at IS DISTINCT FROM OLD.answered_at OR NEW.answered_by_id IS NOT NULL)
THEN RETURN NEW; END IF; END IF; RAISE EXCEPTION 'a reply to a poll stays'; END$function$""",
    """CREATE TRIGGER poll_reply_guard BEFORE DELETE OR UPDATE ON forum_pollreply FOR EACH ROW EXECUTE FUNCTION
poll_reply_refuse()""",
    """CREATE TRIGGER poll_reply_guard_truncate BEFORE TRUNCATE ON forum_pollreply FOR EACH STATEMENT EXECUTE FUNCTION
poll_reply_refuse()""",
    """CREATE OR REPLACE FUNCTION proposal_refuse() RETURNS trigger LANGUAGE plpgsql AS $function$BEGIN IF TG_OP =
'UPDATE' THEN IF NOT (NEW.id IS DISTINCT FROM OLD.id OR NEW.meeting_id IS DISTINCT FROM OLD.meeting_id OR
NEW.organisation_id IS DISTINCT FROM OLD.organisation_id OR NEW.title IS DISTINCT FROM OLD.title OR NEW.reason
IS DISTINCT FROM OLD.reason OR NEW.minutes IS DISTINCT FROM OLD.minutes OR NEW.document_id IS DISTINCT FROM
OLD.document_id OR NEW.proposed_at IS DISTINCT FROM OLD.proposed_at OR NEW.proposed_by_id IS NOT NULL AND
NEW.proposed_by_id IS DISTINCT FROM OLD.proposed_by_id OR OLD.decided_at IS NOT NULL AND NEW.decided_at IS
DISTINCT FROM OLD.decided_at OR OLD.decided_at IS NOT NULL AND NEW.state IS DISTINCT FROM OLD.state OR
OLD.decided_at IS NOT NULL AND NEW.decision_reason IS DISTINCT FROM OLD.decision_reason OR OLD.decided_at IS NOT
NULL AND NEW.deferred_to_id IS DISTINCT FROM OLD.deferred_to_id) THEN RETURN NEW; END IF; END IF; RAISE
EXCEPTION 'a proposal for an agenda stays, and is decided once'; END$function$""",
    """CREATE TRIGGER proposal_guard BEFORE DELETE OR UPDATE ON forum_agendaproposal FOR EACH ROW EXECUTE FUNCTION
proposal_refuse()""",
    """CREATE TRIGGER proposal_guard_truncate BEFORE TRUNCATE ON forum_agendaproposal FOR EACH STATEMENT EXECUTE
FUNCTION proposal_refuse()""",
    """CREATE OR REPLACE FUNCTION presence_refuse() RETURNS trigger LANGUAGE plpgsql AS $function$BEGIN IF TG_OP =
'UPDATE' THEN IF NOT (NEW.id IS DISTINCT FROM OLD.id OR NEW.meeting_id IS DISTINCT FROM OLD.meeting_id OR
NEW.same_as_id IS DISTINCT FROM OLD.same_as_id OR NEW.organisation_id IS DISTINCT FROM OLD.organisation_id OR
NEW.sector_id IS DISTINCT FROM OLD.sector_id OR NEW.no_photo IS DISTINCT FROM OLD.no_photo OR NEW.consent IS
DISTINCT FROM OLD.consent OR NEW.way IS DISTINCT FROM OLD.way OR NEW.arrived_at IS DISTINCT FROM OLD.arrived_at
OR NEW.token IS DISTINCT FROM OLD.token OR NEW.registration_id IS DISTINCT FROM OLD.registration_id AND NOT
NEW.registration_id IS NULL OR NEW.person_id IS DISTINCT FROM OLD.person_id AND NOT NEW.person_id IS NULL OR
NEW.recorded_by_id IS DISTINCT FROM OLD.recorded_by_id AND NOT NEW.recorded_by_id IS NULL OR NEW.name IS
DISTINCT FROM OLD.name AND NOT (OLD.forgotten_at IS NULL AND NEW.forgotten_at IS NOT NULL AND NEW.name = '–' AND
NEW.from_organisation = '' AND NEW.position = '' AND NEW.withdrawal_reason IN ('', '–') AND NEW.key LIKE
'forgotten:%') OR NEW.from_organisation IS DISTINCT FROM OLD.from_organisation AND NOT (OLD.forgotten_at IS NULL
AND NEW.forgotten_at IS NOT NULL AND NEW.name = '–' AND NEW.from_organisation = '' AND NEW.position = '' AND
NEW.withdrawal_reason IN ('', '–') AND NEW.key LIKE 'forgotten:%') OR NEW.position IS DISTINCT FROM OLD.position
AND NOT (OLD.forgotten_at IS NULL AND NEW.forgotten_at IS NOT NULL AND NEW.name = '–' AND NEW.from_organisation
= '' AND NEW.position = '' AND NEW.withdrawal_reason IN ('', '–') AND NEW.key LIKE 'forgotten:%') OR NEW.key IS
DISTINCT FROM OLD.key AND NOT (OLD.forgotten_at IS NULL AND NEW.forgotten_at IS NOT NULL AND NEW.name = '–' AND
NEW.from_organisation = '' AND NEW.position = '' AND NEW.withdrawal_reason IN ('', '–') AND NEW.key LIKE
'forgotten:%') OR NEW.forgotten_at IS DISTINCT FROM OLD.forgotten_at AND NOT (OLD.forgotten_at IS NULL AND
NEW.forgotten_at IS NOT NULL AND NEW.name = '–' AND NEW.from_organisation = '' AND NEW.position = '' AND
NEW.withdrawal_reason IN ('', '–') AND NEW.key LIKE 'forgotten:%') OR NEW.withdrawn_at IS DISTINCT FROM
OLD.withdrawn_at AND NOT OLD.withdrawn_at IS NULL OR NEW.withdrawn_by_id IS DISTINCT FROM OLD.withdrawn_by_id
AND NOT (OLD.withdrawn_at IS NULL OR NEW.withdrawn_by_id IS NULL) OR NEW.withdrawal_reason IS DISTINCT FROM
OLD.withdrawal_reason AND NOT (OLD.withdrawn_at IS NULL OR (OLD.forgotten_at IS NULL AND NEW.forgotten_at IS NOT
NULL AND NEW.name = '–' AND NEW.from_organisation = '' AND NEW.position = '' AND NEW.withdrawal_reason IN ('',
'–') AND NEW.key LIKE 'forgotten:%'))) THEN RETURN NEW; END IF; END IF; RAISE EXCEPTION 'who was there stays';
END$function$""",
    """CREATE TRIGGER presence_guard BEFORE DELETE OR UPDATE ON forum_presence FOR EACH ROW EXECUTE FUNCTION
presence_refuse()""",
    """CREATE TRIGGER presence_guard_truncate BEFORE TRUNCATE ON forum_presence FOR EACH STATEMENT EXECUTE FUNCTION
presence_refuse()""",
]


def guard(apps, schema_editor):
    """Each in place of an earlier one of that name."""
    vendor = schema_editor.connection.vendor
    for statement in SQLITE if vendor == "sqlite" else POSTGRES:
        if made := re.match(r"CREATE TRIGGER (\w+) BEFORE [\w, ]+ (ON \w+)", statement):
            on_table = "" if vendor == "sqlite" else made[2]
            schema_editor.execute(f"DROP TRIGGER IF EXISTS {made[1]} {on_table}")
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [("forum", "0031_mails_kept")]

    operations = [
        migrations.AddField(
            model_name="notice",
            name="waits_since",
            field=models.DateTimeField(null=True),
        ),
        migrations.AlterField(
            model_name="agendaproposal",
            name="deferred_to",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="forum.meetingpage",
            ),
        ),
        migrations.AlterField(
            model_name="agendaproposal",
            name="meeting",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="proposals", to="forum.meetingpage"
            ),
        ),
        migrations.AlterField(
            model_name="pollreply",
            name="poll",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="replies", to="forum.datepoll"
            ),
        ),
        migrations.RunPython(guard, migrations.RunPython.noop),
    ]
