"""What was circulated is frozen: names, place and day in the minutes, files by their sha256; rows that are only added.

Approvals of before are rebuilt from the ledger: who approved which text, for which edition.
"""

import django.db.models.deletion
import forum.clock
from django.conf import settings
from django.db import migrations, models

ADDED, FILE = "what was recorded about minutes stays", "a file that was circulated stays"
APPROVAL = "id minutes_id made_at edition office digest"
CORRECTION = "id minutes_id made_at organisation_id text"
REOPENING = "id minutes_id made_at reason was_published"
COMPLETION = "id minutes_id made_at number note"
KEPT_FILE = "id document_id name size sha256 kept_at"
KEPT = "EXISTS (SELECT 1 FROM minutes_keptfile k WHERE k.document_id = OLD.id)"


def changed(columns, differs, login="made_by_id"):
    gained = [f"NEW.{login} IS NOT NULL"] if login else []
    return " OR ".join([*gained, *(f"NEW.{column} {differs} OLD.{column}" for column in columns.split())])


def when(columns, login="made_by_id"):
    return f"WHEN {changed(columns, 'IS NOT', login)}"


def abort(reason=ADDED):
    return f"BEGIN SELECT RAISE(ABORT, '{reason}'); END;"


def function(name, columns, reason=ADDED, login="made_by_id"):
    allowed = f"IF NOT ({changed(columns, 'IS DISTINCT FROM', login)}) THEN RETURN NEW; END IF;"
    body = f"BEGIN IF TG_OP = 'UPDATE' THEN {allowed} END IF; RAISE EXCEPTION '{reason}'; END"
    return f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $function${body}$function$;"


SQLITE = [
    f"CREATE TRIGGER approval_no_update BEFORE UPDATE ON minutes_approval {when(APPROVAL)} {abort()}",
    f"CREATE TRIGGER approval_no_delete BEFORE DELETE ON minutes_approval {abort()}",
    f"CREATE TRIGGER correction_no_update BEFORE UPDATE ON minutes_correction {when(CORRECTION)} {abort()}",
    f"CREATE TRIGGER correction_no_delete BEFORE DELETE ON minutes_correction {abort()}",
    f"CREATE TRIGGER reopening_no_update BEFORE UPDATE ON minutes_reopening {when(REOPENING)} {abort()}",
    f"CREATE TRIGGER reopening_no_delete BEFORE DELETE ON minutes_reopening {abort()}",
    f"CREATE TRIGGER completion_no_update BEFORE UPDATE ON minutes_completion {when(COMPLETION)} {abort()}",
    f"CREATE TRIGGER completion_no_delete BEFORE DELETE ON minutes_completion {abort()}",
    f"CREATE TRIGGER kept_file_no_update BEFORE UPDATE ON minutes_keptfile {when(KEPT_FILE, '')} {abort(FILE)}",
    f"CREATE TRIGGER kept_file_no_delete BEFORE DELETE ON minutes_keptfile {abort(FILE)}",
    f"""CREATE TRIGGER kept_document_no_update BEFORE UPDATE ON wagtaildocs_document
WHEN NEW.file IS NOT OLD.file AND {KEPT} {abort(FILE)}""",
    f"CREATE TRIGGER kept_document_no_delete BEFORE DELETE ON wagtaildocs_document WHEN {KEPT} {abort(FILE)}",
]
DOCUMENT = f"""CREATE FUNCTION kept_document() RETURNS trigger LANGUAGE plpgsql AS $function$BEGIN
IF TG_OP = 'UPDATE' THEN IF NEW.file IS NOT DISTINCT FROM OLD.file THEN RETURN NEW; END IF; END IF;
IF {KEPT} THEN RAISE EXCEPTION '{FILE}'; END IF;
IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW; END$function$;"""
POSTGRES = [
    f"""{function("approval_refuse", APPROVAL)}
CREATE TRIGGER approval_guard BEFORE DELETE OR UPDATE ON minutes_approval
FOR EACH ROW EXECUTE FUNCTION approval_refuse();
CREATE TRIGGER approval_guard_truncate BEFORE TRUNCATE ON minutes_approval
FOR EACH STATEMENT EXECUTE FUNCTION approval_refuse();""",
    f"""{function("correction_refuse", CORRECTION)}
CREATE TRIGGER correction_guard BEFORE DELETE OR UPDATE ON minutes_correction
FOR EACH ROW EXECUTE FUNCTION correction_refuse();
CREATE TRIGGER correction_guard_truncate BEFORE TRUNCATE ON minutes_correction
FOR EACH STATEMENT EXECUTE FUNCTION correction_refuse();""",
    f"""{function("reopening_refuse", REOPENING)}
CREATE TRIGGER reopening_guard BEFORE DELETE OR UPDATE ON minutes_reopening
FOR EACH ROW EXECUTE FUNCTION reopening_refuse();
CREATE TRIGGER reopening_guard_truncate BEFORE TRUNCATE ON minutes_reopening
FOR EACH STATEMENT EXECUTE FUNCTION reopening_refuse();""",
    f"""{function("completion_refuse", COMPLETION)}
CREATE TRIGGER completion_guard BEFORE DELETE OR UPDATE ON minutes_completion
FOR EACH ROW EXECUTE FUNCTION completion_refuse();
CREATE TRIGGER completion_guard_truncate BEFORE TRUNCATE ON minutes_completion
FOR EACH STATEMENT EXECUTE FUNCTION completion_refuse();""",
    f"""{function("kept_file_refuse", KEPT_FILE, FILE, "")}
CREATE TRIGGER kept_file_guard BEFORE DELETE OR UPDATE ON minutes_keptfile
FOR EACH ROW EXECUTE FUNCTION kept_file_refuse();
CREATE TRIGGER kept_file_guard_truncate BEFORE TRUNCATE ON minutes_keptfile
FOR EACH STATEMENT EXECUTE FUNCTION kept_file_refuse();""",
    f"""{DOCUMENT}
CREATE TRIGGER kept_document BEFORE DELETE OR UPDATE ON wagtaildocs_document
FOR EACH ROW EXECUTE FUNCTION kept_document();""",
]


def guard(apps, schema_editor):
    for statement in SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRES:
        schema_editor.execute(statement, params=None)


def rebuild_approvals(apps, schema_editor):
    approvals, minutes = apps.get_model("minutes", "Approval"), apps.get_model("minutes", "MinutesPage")
    logins = set(apps.get_model("forum", "User").objects.values_list("pk", flat=True))
    for pk in minutes.objects.values_list("pk", flat=True):
        edition = 1
        entries = apps.get_model("forum", "LedgerEntry").objects.filter(target=f"minutes.minutespage:{pk}")
        for entry in entries.order_by("seq"):
            if entry.verb in ("minutes.published", "minutes.changed"):
                edition += 1
            if entry.verb == "minutes.approved":
                approvals.objects.create(
                    minutes_id=pk,
                    edition=edition,
                    office=entry.actor_label,
                    digest=entry.data.get("text", ""),
                    made_at=entry.at,
                    made_by_id=entry.actor_id if entry.actor_id in logins else None,
                )


class Migration(migrations.Migration):

    dependencies = [
        ('forum', '0012_reading_of_newcomers'),
        ('minutes', '0002_clock'),
        ('wagtaildocs', '0014_alter_document_file_size'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='minutespage',
            name='frozen',
            field=models.JSONField(default=dict, editable=False),
        ),
        migrations.AlterField(
            model_name='completion',
            name='minutes',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='completions', to='minutes.minutespage'),
        ),
        migrations.AlterField(
            model_name='correction',
            name='minutes',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='corrections', to='minutes.minutespage'),
        ),
        migrations.AlterField(
            model_name='minutespage',
            name='chair',
            field=models.ForeignKey(blank=True, help_text='Who led the meeting; not always the host. May approve the minutes.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='forum.post', verbose_name='chair'),
        ),
        migrations.AlterField(
            model_name='minutespage',
            name='note_taker',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='forum.post', verbose_name='note-taker'),
        ),
        migrations.AlterField(
            model_name='minutespage',
            name='secretary',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='forum.post', verbose_name='secretary'),
        ),
        migrations.AlterField(
            model_name='reopening',
            name='minutes',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reopenings', to='minutes.minutespage'),
        ),
        migrations.CreateModel(
            name='Approval',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('made_at', models.DateTimeField(default=forum.clock.now, editable=False)),
                ('edition', models.PositiveSmallIntegerField(verbose_name='edition')),
                ('office', models.CharField(blank=True, max_length=300, verbose_name='approved by')),
                ('digest', models.CharField(max_length=64, verbose_name='digest of the circulated text')),
                ('made_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('minutes', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='approvals', to='minutes.minutespage')),
            ],
            options={
                'verbose_name': 'approval',
                'verbose_name_plural': 'approvals',
                'ordering': ['made_at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='KeptFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=255, verbose_name='file name')),
                ('size', models.PositiveBigIntegerField(verbose_name='size')),
                ('sha256', models.CharField(max_length=64)),
                ('kept_at', models.DateTimeField(default=forum.clock.now, editable=False)),
                ('document', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='kept', to='wagtaildocs.document', verbose_name='file')),
            ],
            options={
                'verbose_name': 'file of circulated minutes',
                'verbose_name_plural': 'files of circulated minutes',
                'default_permissions': (),
            },
        ),
        migrations.RunPython(guard),
        migrations.RunPython(rebuild_approvals),
    ]
