"""Follow-ups have several in charge; reports on them with a state and evidence; reminders; what decisions led to."""

import django.db.models.deletion
import forum.clock
import forum.models.invitations.answers.delegations
import forum.models.typed.records
import minutes.models.records.reports
import modelcluster.fields
from django.conf import settings
from django.db import migrations, models


# What `minutes/models/triggers.py` declares.
SQLITE = [
    """CREATE TRIGGER action_report_no_update BEFORE UPDATE ON minutes_actionreport WHEN NEW.id IS NOT OLD.id OR
NEW.minutes_id IS NOT OLD.minutes_id OR NEW.made_at IS NOT OLD.made_at OR NEW.number IS NOT OLD.number OR
NEW.state IS NOT OLD.state OR NEW.note IS NOT OLD.note OR NEW.organisation_id IS NOT OLD.organisation_id OR
NEW.office IS NOT OLD.office OR NEW.completion_id IS NOT OLD.completion_id OR NEW.made_by_id IS NOT NULL BEGIN
SELECT RAISE(ABORT, 'what was recorded about minutes stays'); END;""",
    """CREATE TRIGGER action_report_no_delete BEFORE DELETE ON minutes_actionreport BEGIN SELECT RAISE(ABORT,
'what was recorded about minutes stays'); END;""",
    """CREATE TRIGGER action_report_no_replace BEFORE INSERT ON minutes_actionreport WHEN EXISTS (SELECT 1 FROM
minutes_actionreport o WHERE o.id = NEW.id) OR EXISTS (SELECT 1 FROM minutes_actionreport o WHERE
o.completion_id = NEW.completion_id) BEGIN SELECT RAISE(ABORT, 'what was recorded about minutes stays'); END;""",
    """CREATE TRIGGER action_evidence_no_update BEFORE UPDATE ON minutes_evidence WHEN NEW.id IS NOT OLD.id OR
NEW.minutes_id IS NOT OLD.minutes_id OR NEW.made_at IS NOT OLD.made_at OR NEW.report_id IS NOT OLD.report_id OR
NEW.title IS NOT OLD.title OR NEW.link IS NOT OLD.link OR NEW.file IS NOT OLD.file OR NEW.kind IS NOT OLD.kind
OR NEW.size IS NOT OLD.size OR NEW.sha256 IS NOT OLD.sha256 OR NEW.audience IS NOT OLD.audience OR
NEW.made_by_id IS NOT NULL BEGIN SELECT RAISE(ABORT, 'what was recorded about minutes stays'); END;""",
    """CREATE TRIGGER action_evidence_no_delete BEFORE DELETE ON minutes_evidence BEGIN SELECT RAISE(ABORT,
'what was recorded about minutes stays'); END;""",
    """CREATE TRIGGER action_evidence_no_replace BEFORE INSERT ON minutes_evidence WHEN EXISTS (SELECT 1 FROM
minutes_evidence o WHERE o.id = NEW.id) BEGIN SELECT RAISE(ABORT, 'what was recorded about minutes stays'); END;""",
]
POSTGRES = [
    """CREATE OR REPLACE FUNCTION action_report_refuse() RETURNS trigger LANGUAGE plpgsql AS $function$BEGIN IF TG_OP =
'UPDATE' THEN IF NOT (NEW.id IS DISTINCT FROM OLD.id OR NEW.minutes_id IS DISTINCT FROM OLD.minutes_id OR
NEW.made_at IS DISTINCT FROM OLD.made_at OR NEW.number IS DISTINCT FROM OLD.number OR NEW.state IS DISTINCT FROM
OLD.state OR NEW.note IS DISTINCT FROM OLD.note OR NEW.organisation_id IS DISTINCT FROM OLD.organisation_id OR
NEW.office IS DISTINCT FROM OLD.office OR NEW.completion_id IS DISTINCT FROM OLD.completion_id OR NEW.made_by_id
IS NOT NULL) THEN RETURN NEW; END IF; END IF; RAISE EXCEPTION 'what was recorded about minutes stays';
END$function$""",
    """CREATE TRIGGER action_report_guard BEFORE DELETE OR UPDATE ON minutes_actionreport FOR EACH ROW EXECUTE FUNCTION
action_report_refuse()""",
    """CREATE TRIGGER action_report_guard_truncate BEFORE TRUNCATE ON minutes_actionreport FOR EACH STATEMENT EXECUTE
FUNCTION action_report_refuse()""",
    """CREATE OR REPLACE FUNCTION action_evidence_refuse() RETURNS trigger LANGUAGE plpgsql AS $function$BEGIN IF TG_OP
= 'UPDATE' THEN IF NOT (NEW.id IS DISTINCT FROM OLD.id OR NEW.minutes_id IS DISTINCT FROM OLD.minutes_id OR
NEW.made_at IS DISTINCT FROM OLD.made_at OR NEW.report_id IS DISTINCT FROM OLD.report_id OR NEW.title IS
DISTINCT FROM OLD.title OR NEW.link IS DISTINCT FROM OLD.link OR NEW.file IS DISTINCT FROM OLD.file OR NEW.kind
IS DISTINCT FROM OLD.kind OR NEW.size IS DISTINCT FROM OLD.size OR NEW.sha256 IS DISTINCT FROM OLD.sha256 OR
NEW.audience IS DISTINCT FROM OLD.audience OR NEW.made_by_id IS NOT NULL) THEN RETURN NEW; END IF; END IF; RAISE
EXCEPTION 'what was recorded about minutes stays'; END$function$""",
    """CREATE TRIGGER action_evidence_guard BEFORE DELETE OR UPDATE ON minutes_evidence FOR EACH ROW EXECUTE FUNCTION
action_evidence_refuse()""",
    """CREATE TRIGGER action_evidence_guard_truncate BEFORE TRUNCATE ON minutes_evidence FOR EACH STATEMENT EXECUTE
FUNCTION action_evidence_refuse()""",
]


def guard(apps, schema_editor):
    for statement in SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRES:
        schema_editor.execute(statement, params=None)


def take_over(apps, schema_editor):
    """What was told before reports had a state is a report that it was done."""
    reports = apps.get_model("minutes", "ActionReport").objects
    for done in apps.get_model("minutes", "Completion").objects.order_by("pk"):
        reports.create(
            minutes_id=done.minutes_id,
            number=done.number,
            state="done",
            note=done.note,
            made_by_id=done.made_by_id,
            made_at=done.made_at,
            completion=done,
        )


class Migration(migrations.Migration):

    dependencies = [
        ('forum', '0035_brought_tables'),
        ('minutes', '0011_decisions'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='actionitem',
            name='co_owners',
            field=modelcluster.fields.ParentalManyToManyField(blank=True, related_name='shared_action_items', to='forum.organisation', verbose_name='together with'),
        ),
        migrations.AddField(
            model_name='actionitem',
            name='posts',
            field=modelcluster.fields.ParentalManyToManyField(blank=True, help_text='By their office: whoever holds it is reminded. Names are not part of the minutes.', related_name='action_items', to='forum.post', verbose_name='people in charge'),
        ),
        migrations.CreateModel(
            name='ActionReport',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('made_at', models.DateTimeField(default=forum.clock.now, editable=False)),
                ('number', models.PositiveIntegerField(verbose_name='number')),
                ('state', models.CharField(choices=[('running', 'under way'), ('done', 'done'), ('cancelled', 'cancelled')], max_length=10, verbose_name='state')),
                ('note', models.TextField(max_length=1000, verbose_name='what was done')),
                ('office', models.CharField(blank=True, max_length=300, verbose_name='reported by')),
                ('completion', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='report', to='minutes.completion')),
                ('made_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('minutes', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reports', to='minutes.minutespage')),
                ('organisation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='forum.organisation')),
            ],
            options={
                'verbose_name': 'report on a follow-up',
                'verbose_name_plural': 'reports on follow-ups',
                'ordering': ['pk'],
                'default_permissions': (),
            },
            bases=(forum.models.typed.records.TypedText, models.Model),
        ),
        migrations.CreateModel(
            name='DecisionJoin',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('made_at', models.DateTimeField(default=forum.clock.now, editable=False)),
                ('number', models.PositiveIntegerField(verbose_name='number')),
                ('target', models.CharField(db_index=True, max_length=80, verbose_name='what it led to')),
                ('made_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('minutes', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='decision_joins', to='minutes.minutespage')),
            ],
            options={
                'verbose_name': 'what a decision led to',
                'verbose_name_plural': 'what decisions led to',
                'ordering': ['pk'],
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='Evidence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('made_at', models.DateTimeField(default=forum.clock.now, editable=False)),
                ('title', models.CharField(max_length=200, verbose_name='what it shows')),
                ('link', models.URLField(blank=True, max_length=500, verbose_name='address on the web')),
                ('file', models.FileField(blank=True, max_length=200, storage=forum.models.invitations.answers.delegations.private_files, upload_to=minutes.models.records.reports.stored_under, verbose_name='file')),
                ('kind', models.CharField(blank=True, editable=False, max_length=4)),
                ('size', models.PositiveIntegerField(default=0, editable=False)),
                ('sha256', models.CharField(blank=True, editable=False, max_length=64)),
                ('audience', models.CharField(choices=[('public', 'everybody'), ('members', 'organisations of the forum')], default='public', max_length=10, verbose_name='who may see it')),
                ('made_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('minutes', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='evidence', to='minutes.minutespage')),
                ('report', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='evidence', to='minutes.actionreport')),
            ],
            options={
                'verbose_name': 'evidence of a follow-up',
                'verbose_name_plural': 'evidence of follow-ups',
                'ordering': ['pk'],
                'default_permissions': (),
            },
            bases=(forum.models.typed.records.TypedText, models.Model),
        ),
        migrations.CreateModel(
            name='ActionReminder',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField(verbose_name='number')),
                ('occasion', models.CharField(choices=[('soon', 'due soon'), ('today', 'due today'), ('late', 'late'), ('escalated', 'late for long')], max_length=10)),
                ('day', models.DateField()),
                ('begun_at', models.DateTimeField(default=forum.clock.now, null=True)),
                ('sent_at', models.DateTimeField(null=True, verbose_name='sent')),
                ('refused', models.BooleanField(default=False)),
                ('is_recorded', models.BooleanField(default=False)),
                ('minutes', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='action_reminders', to='minutes.minutespage')),
                ('organisation', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='forum.organisation', verbose_name='organisation')),
                ('user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='login')),
            ],
            options={
                'verbose_name': 'reminder of a follow-up',
                'verbose_name_plural': 'reminders of follow-ups',
                'default_permissions': (),
                'constraints': [models.UniqueConstraint(condition=models.Q(('user__isnull', False)), fields=('minutes', 'number', 'occasion', 'day', 'user'), name='reminded_login_once'), models.UniqueConstraint(condition=models.Q(('user', None)), fields=('minutes', 'number', 'occasion', 'day', 'organisation'), name='reminded_office_once')],
            },
        ),
        migrations.AddIndex(
            model_name='actionreport',
            index=models.Index(fields=['minutes', 'number'], name='report_of_follow_up'),
        ),
        migrations.AddConstraint(
            model_name='decisionjoin',
            constraint=models.UniqueConstraint(fields=('minutes', 'number', 'target'), name='decision_joined_once'),
        ),
        migrations.AddConstraint(
            model_name='evidence',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('link', ''), ('sha256__gt', '')), models.Q(('link__gt', ''), ('sha256', '')), _connector='OR'), name='evidence_is_file_or_link'),
        ),
        migrations.RunPython(take_over, migrations.RunPython.noop),
        migrations.RunPython(guard, migrations.RunPython.noop),
    ]
