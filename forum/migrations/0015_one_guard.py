"""What is only added is not replaced either; a page that was published is not removed."""

import re

from django.db import migrations

# What `forum/ledger/` declares.
SQLITE = [
    """CREATE TRIGGER ledger_no_update BEFORE UPDATE ON forum_ledgerentry BEGIN SELECT RAISE(ABORT,
'the ledger is append-only'); END;""",
    """CREATE TRIGGER ledger_no_delete BEFORE DELETE ON forum_ledgerentry BEGIN SELECT RAISE(ABORT,
'the ledger is append-only'); END;""",
    """CREATE TRIGGER ledger_no_replace BEFORE INSERT ON forum_ledgerentry WHEN EXISTS (SELECT 1 FROM forum_ledgerentry
o WHERE o.seq = NEW.seq) OR EXISTS (SELECT 1 FROM forum_ledgerentry o WHERE o.digest = NEW.digest) BEGIN SELECT
RAISE(ABORT, 'the ledger is append-only'); END;""",
    """CREATE TRIGGER entry_reason_no_update BEFORE UPDATE ON forum_entryreason BEGIN SELECT RAISE(ABORT,
'the reason of an entry stays as it is'); END;""",
    """CREATE TRIGGER entry_reason_no_delete BEFORE DELETE ON forum_entryreason BEGIN SELECT RAISE(ABORT,
'the reason of an entry stays as it is'); END;""",
    """CREATE TRIGGER entry_reason_no_replace BEFORE INSERT ON forum_entryreason WHEN EXISTS (SELECT 1 FROM
forum_entryreason o WHERE o.entry_id = NEW.entry_id) BEGIN SELECT RAISE(ABORT,
'the reason of an entry stays as it is'); END;""",
    """CREATE TRIGGER rsvp_no_update BEFORE UPDATE ON forum_rsvp WHEN NEW.id IS NOT OLD.id OR NEW.invitation_id IS NOT
OLD.invitation_id OR NEW.organisation_id IS NOT OLD.organisation_id OR NEW.answer IS NOT OLD.answer OR
NEW.attendees IS NOT OLD.attendees OR NEW.note IS NOT OLD.note OR NEW.answered_at IS NOT OLD.answered_at OR
NEW.answered_by_id IS NOT NULL BEGIN SELECT RAISE(ABORT, 'an answer to an invitation stays'); END;""",
    """CREATE TRIGGER rsvp_no_delete BEFORE DELETE ON forum_rsvp BEGIN SELECT RAISE(ABORT,
'an answer to an invitation stays'); END;""",
    """CREATE TRIGGER rsvp_no_replace BEFORE INSERT ON forum_rsvp WHEN EXISTS (SELECT 1 FROM forum_rsvp o WHERE o.id =
NEW.id) BEGIN SELECT RAISE(ABORT, 'an answer to an invitation stays'); END;""",
    """CREATE TRIGGER page_no_delete BEFORE DELETE ON wagtailcore_page WHEN EXISTS (SELECT 1 FROM forum_ledgerentry e
WHERE e.page_id = OLD.id AND (e.verb LIKE '%.published' OR e.verb LIKE '%.circulated')) BEGIN SELECT
RAISE(ABORT, 'a page of the record is withdrawn, never deleted'); END;""",
    """CREATE TRIGGER page_no_replace BEFORE INSERT ON wagtailcore_page WHEN EXISTS (SELECT 1 FROM wagtailcore_page o
WHERE (o.id = NEW.id OR o.path = NEW.path OR o.translation_key = NEW.translation_key AND o.locale_id =
NEW.locale_id) AND EXISTS (SELECT 1 FROM forum_ledgerentry e WHERE e.page_id = o.id AND (e.verb LIKE
'%.published' OR e.verb LIKE '%.circulated'))) BEGIN SELECT RAISE(ABORT,
'a page of the record is withdrawn, never deleted'); END;""",
    """CREATE TRIGGER page_no_overwrite BEFORE UPDATE ON wagtailcore_page WHEN NEW.id <> OLD.id AND EXISTS (SELECT 1
FROM forum_ledgerentry e WHERE e.page_id = OLD.id AND (e.verb LIKE '%.published' OR e.verb LIKE '%.circulated'))
OR EXISTS (SELECT 1 FROM wagtailcore_page o WHERE (o.id = NEW.id OR o.path = NEW.path OR o.translation_key =
NEW.translation_key AND o.locale_id = NEW.locale_id) AND o.id <> OLD.id AND EXISTS (SELECT 1 FROM
forum_ledgerentry e WHERE e.page_id = o.id AND (e.verb LIKE '%.published' OR e.verb LIKE '%.circulated'))) BEGIN
SELECT RAISE(ABORT, 'a page of the record is withdrawn, never deleted'); END;""",
    """CREATE TRIGGER meeting_page_no_delete BEFORE DELETE ON forum_meetingpage WHEN EXISTS (SELECT 1 FROM
forum_ledgerentry e WHERE e.page_id = OLD.page_ptr_id AND (e.verb LIKE '%.published' OR e.verb LIKE
'%.circulated')) BEGIN SELECT RAISE(ABORT, 'a page of the record is withdrawn, never deleted'); END;""",
    """CREATE TRIGGER meeting_page_no_replace BEFORE INSERT ON forum_meetingpage WHEN EXISTS (SELECT 1 FROM
forum_meetingpage o WHERE (o.page_ptr_id = NEW.page_ptr_id) AND EXISTS (SELECT 1 FROM forum_ledgerentry e WHERE
e.page_id = o.page_ptr_id AND (e.verb LIKE '%.published' OR e.verb LIKE '%.circulated'))) BEGIN SELECT
RAISE(ABORT, 'a page of the record is withdrawn, never deleted'); END;""",
    """CREATE TRIGGER meeting_page_no_overwrite BEFORE UPDATE ON forum_meetingpage WHEN NEW.page_ptr_id <>
OLD.page_ptr_id AND EXISTS (SELECT 1 FROM forum_ledgerentry e WHERE e.page_id = OLD.page_ptr_id AND (e.verb LIKE
'%.published' OR e.verb LIKE '%.circulated')) OR EXISTS (SELECT 1 FROM forum_meetingpage o WHERE (o.page_ptr_id
= NEW.page_ptr_id) AND o.page_ptr_id <> OLD.page_ptr_id AND EXISTS (SELECT 1 FROM forum_ledgerentry e WHERE
e.page_id = o.page_ptr_id AND (e.verb LIKE '%.published' OR e.verb LIKE '%.circulated'))) BEGIN SELECT
RAISE(ABORT, 'a page of the record is withdrawn, never deleted'); END;""",
    """CREATE TRIGGER invitation_page_no_delete BEFORE DELETE ON forum_invitationpage WHEN EXISTS (SELECT 1 FROM
forum_ledgerentry e WHERE e.page_id = OLD.page_ptr_id AND (e.verb LIKE '%.published' OR e.verb LIKE
'%.circulated')) BEGIN SELECT RAISE(ABORT, 'a page of the record is withdrawn, never deleted'); END;""",
    """CREATE TRIGGER invitation_page_no_replace BEFORE INSERT ON forum_invitationpage WHEN EXISTS (SELECT 1 FROM
forum_invitationpage o WHERE (o.page_ptr_id = NEW.page_ptr_id) AND EXISTS (SELECT 1 FROM forum_ledgerentry e
WHERE e.page_id = o.page_ptr_id AND (e.verb LIKE '%.published' OR e.verb LIKE '%.circulated'))) BEGIN SELECT
RAISE(ABORT, 'a page of the record is withdrawn, never deleted'); END;""",
    """CREATE TRIGGER invitation_page_no_overwrite BEFORE UPDATE ON forum_invitationpage WHEN NEW.page_ptr_id <>
OLD.page_ptr_id AND EXISTS (SELECT 1 FROM forum_ledgerentry e WHERE e.page_id = OLD.page_ptr_id AND (e.verb LIKE
'%.published' OR e.verb LIKE '%.circulated')) OR EXISTS (SELECT 1 FROM forum_invitationpage o WHERE
(o.page_ptr_id = NEW.page_ptr_id) AND o.page_ptr_id <> OLD.page_ptr_id AND EXISTS (SELECT 1 FROM
forum_ledgerentry e WHERE e.page_id = o.page_ptr_id AND (e.verb LIKE '%.published' OR e.verb LIKE
'%.circulated'))) BEGIN SELECT RAISE(ABORT, 'a page of the record is withdrawn, never deleted'); END;""",
    """CREATE TRIGGER signed_head_no_update BEFORE UPDATE ON forum_signedhead BEGIN SELECT RAISE(ABORT,
'a signed head stays as it is'); END;""",
    """CREATE TRIGGER signed_head_no_delete BEFORE DELETE ON forum_signedhead BEGIN SELECT RAISE(ABORT,
'a signed head stays as it is'); END;""",
    """CREATE TRIGGER signed_head_no_replace BEFORE INSERT ON forum_signedhead WHEN EXISTS (SELECT 1 FROM
forum_signedhead o WHERE o.seq = NEW.seq) BEGIN SELECT RAISE(ABORT, 'a signed head stays as it is'); END;""",
    """CREATE TRIGGER countersignature_no_update BEFORE UPDATE ON forum_countersignature BEGIN SELECT RAISE(ABORT,
'a signed head stays as it is'); END;""",
    """CREATE TRIGGER countersignature_no_delete BEFORE DELETE ON forum_countersignature BEGIN SELECT RAISE(ABORT,
'a signed head stays as it is'); END;""",
    """CREATE TRIGGER countersignature_no_replace BEFORE INSERT ON forum_countersignature WHEN EXISTS (SELECT 1 FROM
forum_countersignature o WHERE o.id = NEW.id) OR EXISTS (SELECT 1 FROM forum_countersignature o WHERE o.head_id
= NEW.head_id AND o.public_key = NEW.public_key) BEGIN SELECT RAISE(ABORT, 'a signed head stays as it is'); END;""",
]
POSTGRES = [
    """CREATE OR REPLACE FUNCTION ledger_refuse() RETURNS trigger LANGUAGE plpgsql AS $function$BEGIN RAISE EXCEPTION
'the ledger is append-only'; END$function$""",
    """CREATE TRIGGER ledger_guard BEFORE DELETE OR UPDATE ON forum_ledgerentry FOR EACH ROW EXECUTE FUNCTION
ledger_refuse()""",
    """CREATE TRIGGER ledger_guard_truncate BEFORE TRUNCATE ON forum_ledgerentry FOR EACH STATEMENT EXECUTE FUNCTION
ledger_refuse()""",
    """CREATE OR REPLACE FUNCTION entry_reason_refuse() RETURNS trigger LANGUAGE plpgsql AS $function$BEGIN RAISE
EXCEPTION 'the reason of an entry stays as it is'; END$function$""",
    """CREATE TRIGGER entry_reason_guard BEFORE DELETE OR UPDATE ON forum_entryreason FOR EACH ROW EXECUTE FUNCTION
entry_reason_refuse()""",
    """CREATE TRIGGER entry_reason_guard_truncate BEFORE TRUNCATE ON forum_entryreason FOR EACH STATEMENT EXECUTE
FUNCTION entry_reason_refuse()""",
    """CREATE OR REPLACE FUNCTION rsvp_refuse() RETURNS trigger LANGUAGE plpgsql AS $function$BEGIN IF TG_OP = 'UPDATE'
THEN IF NOT (NEW.id IS DISTINCT FROM OLD.id OR NEW.invitation_id IS DISTINCT FROM OLD.invitation_id OR
NEW.organisation_id IS DISTINCT FROM OLD.organisation_id OR NEW.answer IS DISTINCT FROM OLD.answer OR
NEW.attendees IS DISTINCT FROM OLD.attendees OR NEW.note IS DISTINCT FROM OLD.note OR NEW.answered_at IS
DISTINCT FROM OLD.answered_at OR NEW.answered_by_id IS NOT NULL) THEN RETURN NEW; END IF; END IF; RAISE
EXCEPTION 'an answer to an invitation stays'; END$function$""",
    """CREATE TRIGGER rsvp_guard BEFORE DELETE OR UPDATE ON forum_rsvp FOR EACH ROW EXECUTE FUNCTION rsvp_refuse()""",
    """CREATE TRIGGER rsvp_guard_truncate BEFORE TRUNCATE ON forum_rsvp FOR EACH STATEMENT EXECUTE FUNCTION
rsvp_refuse()""",
    """CREATE OR REPLACE FUNCTION page_stays() RETURNS trigger LANGUAGE plpgsql AS $function$BEGIN IF TG_OP = 'UPDATE'
THEN IF NEW.id = OLD.id THEN RETURN NEW; END IF; END IF; IF EXISTS (SELECT 1 FROM forum_ledgerentry e WHERE
e.page_id = OLD.id AND (e.verb LIKE '%.published' OR e.verb LIKE '%.circulated')) THEN RAISE EXCEPTION
'a page of the record is withdrawn, never deleted'; END IF; IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN
NEW; END$function$""",
    """CREATE TRIGGER page_guard BEFORE DELETE OR UPDATE ON wagtailcore_page FOR EACH ROW EXECUTE FUNCTION page_stays()""",
    """CREATE OR REPLACE FUNCTION meeting_page_stays() RETURNS trigger LANGUAGE plpgsql AS $function$BEGIN IF TG_OP =
'UPDATE' THEN IF NEW.page_ptr_id = OLD.page_ptr_id THEN RETURN NEW; END IF; END IF; IF EXISTS (SELECT 1 FROM
forum_ledgerentry e WHERE e.page_id = OLD.page_ptr_id AND (e.verb LIKE '%.published' OR e.verb LIKE
'%.circulated')) THEN RAISE EXCEPTION 'a page of the record is withdrawn, never deleted'; END IF; IF TG_OP =
'DELETE' THEN RETURN OLD; END IF; RETURN NEW; END$function$""",
    """CREATE TRIGGER meeting_page_guard BEFORE DELETE OR UPDATE ON forum_meetingpage FOR EACH ROW EXECUTE FUNCTION
meeting_page_stays()""",
    """CREATE OR REPLACE FUNCTION invitation_page_stays() RETURNS trigger LANGUAGE plpgsql AS $function$BEGIN IF TG_OP
= 'UPDATE' THEN IF NEW.page_ptr_id = OLD.page_ptr_id THEN RETURN NEW; END IF; END IF; IF EXISTS (SELECT 1 FROM
forum_ledgerentry e WHERE e.page_id = OLD.page_ptr_id AND (e.verb LIKE '%.published' OR e.verb LIKE
'%.circulated')) THEN RAISE EXCEPTION 'a page of the record is withdrawn, never deleted'; END IF; IF TG_OP =
'DELETE' THEN RETURN OLD; END IF; RETURN NEW; END$function$""",
    """CREATE TRIGGER invitation_page_guard BEFORE DELETE OR UPDATE ON forum_invitationpage FOR EACH ROW EXECUTE
FUNCTION invitation_page_stays()""",
    """CREATE OR REPLACE FUNCTION signed_head_refuse() RETURNS trigger LANGUAGE plpgsql AS $function$BEGIN RAISE
EXCEPTION 'a signed head stays as it is'; END$function$""",
    """CREATE TRIGGER signed_head_guard BEFORE DELETE OR UPDATE ON forum_signedhead FOR EACH ROW EXECUTE FUNCTION
signed_head_refuse()""",
    """CREATE TRIGGER signed_head_guard_truncate BEFORE TRUNCATE ON forum_signedhead FOR EACH STATEMENT EXECUTE
FUNCTION signed_head_refuse()""",
    """CREATE OR REPLACE FUNCTION countersignature_refuse() RETURNS trigger LANGUAGE plpgsql AS $function$BEGIN RAISE
EXCEPTION 'a signed head stays as it is'; END$function$""",
    """CREATE TRIGGER countersignature_guard BEFORE DELETE OR UPDATE ON forum_countersignature FOR EACH ROW EXECUTE
FUNCTION countersignature_refuse()""",
    """CREATE TRIGGER countersignature_guard_truncate BEFORE TRUNCATE ON forum_countersignature FOR EACH STATEMENT
EXECUTE FUNCTION countersignature_refuse()""",
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
    dependencies = [("forum", "0014_answers_stay")]
    operations = [migrations.RunPython(guard, migrations.RunPython.noop)]
