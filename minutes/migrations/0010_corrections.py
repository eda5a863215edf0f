"""Circulations with a deadline, objections to passages and what became of them, agreements, terms of approval."""

import django.db.models.deletion
import forum.clock
import forum.models.typed.records
from django.conf import settings
from django.db import migrations, models

# What `minutes/models/triggers.py` declares.
SQLITE = [
    """CREATE TRIGGER circulation_no_update BEFORE UPDATE ON minutes_circulation WHEN NEW.id IS NOT OLD.id OR
NEW.minutes_id IS NOT OLD.minutes_id OR NEW.made_at IS NOT OLD.made_at OR NEW.edition IS NOT OLD.edition OR
NEW.digest IS NOT OLD.digest OR NEW.content IS NOT OLD.content OR NEW.editor_key IS NOT OLD.editor_key OR
NEW.closes_at IS NOT OLD.closes_at OR NEW.made_by_id IS NOT NULL BEGIN SELECT RAISE(ABORT,
'what was recorded about minutes stays'); END;""",
    """CREATE TRIGGER circulation_no_delete BEFORE DELETE ON minutes_circulation BEGIN SELECT RAISE(ABORT,
'what was recorded about minutes stays'); END;""",
    """CREATE TRIGGER circulation_no_replace BEFORE INSERT ON minutes_circulation WHEN EXISTS (SELECT 1 FROM
minutes_circulation o WHERE o.id = NEW.id) BEGIN SELECT RAISE(ABORT, 'what was recorded about minutes stays');
END;""",
    """CREATE TRIGGER telling_no_update BEFORE UPDATE ON minutes_telling BEGIN SELECT RAISE(ABORT,
'what was recorded about minutes stays'); END;""",
    """CREATE TRIGGER telling_no_delete BEFORE DELETE ON minutes_telling BEGIN SELECT RAISE(ABORT,
'what was recorded about minutes stays'); END;""",
    """CREATE TRIGGER telling_no_replace BEFORE INSERT ON minutes_telling WHEN EXISTS (SELECT 1 FROM minutes_telling o
WHERE o.id = NEW.id) OR EXISTS (SELECT 1 FROM minutes_telling o WHERE o.circulation_id = NEW.circulation_id AND
o.organisation_id = NEW.organisation_id) BEGIN SELECT RAISE(ABORT, 'what was recorded about minutes stays');
END;""",
    """CREATE TRIGGER passage_no_update BEFORE UPDATE ON minutes_passage BEGIN SELECT RAISE(ABORT,
'what was recorded about minutes stays'); END;""",
    """CREATE TRIGGER passage_no_delete BEFORE DELETE ON minutes_passage BEGIN SELECT RAISE(ABORT,
'what was recorded about minutes stays'); END;""",
    """CREATE TRIGGER passage_no_replace BEFORE INSERT ON minutes_passage WHEN EXISTS (SELECT 1 FROM minutes_passage o
WHERE o.id = NEW.id) OR EXISTS (SELECT 1 FROM minutes_passage o WHERE o.correction_id = NEW.correction_id) BEGIN
SELECT RAISE(ABORT, 'what was recorded about minutes stays'); END;""",
    """CREATE TRIGGER correction_step_no_update BEFORE UPDATE ON minutes_correctionstep WHEN NEW.id IS NOT OLD.id OR
NEW.correction_id IS NOT OLD.correction_id OR NEW.made_at IS NOT OLD.made_at OR NEW.step IS NOT OLD.step OR
NEW.office IS NOT OLD.office OR NEW.words IS NOT OLD.words OR NEW.before IS NOT OLD.before OR NEW.after IS NOT
OLD.after OR NEW.made_by_id IS NOT NULL BEGIN SELECT RAISE(ABORT, 'what was recorded about minutes stays'); END;""",
    """CREATE TRIGGER correction_step_no_delete BEFORE DELETE ON minutes_correctionstep BEGIN SELECT RAISE(ABORT,
'what was recorded about minutes stays'); END;""",
    """CREATE TRIGGER correction_step_no_replace BEFORE INSERT ON minutes_correctionstep WHEN EXISTS (SELECT 1 FROM
minutes_correctionstep o WHERE o.id = NEW.id) OR EXISTS (SELECT 1 FROM minutes_correctionstep o WHERE
o.correction_id = NEW.correction_id AND o.step IN ('accepted', 'declined') AND NEW.step IN ('accepted',
'declined')) OR EXISTS (SELECT 1 FROM minutes_correctionstep o WHERE o.correction_id = NEW.correction_id AND
o.step = 'withdrawn' AND NEW.step = 'withdrawn') BEGIN SELECT RAISE(ABORT,
'what was recorded about minutes stays'); END;""",
    """CREATE TRIGGER agreement_no_update BEFORE UPDATE ON minutes_agreement WHEN NEW.id IS NOT OLD.id OR
NEW.minutes_id IS NOT OLD.minutes_id OR NEW.made_at IS NOT OLD.made_at OR NEW.organisation_id IS NOT
OLD.organisation_id OR NEW.digest IS NOT OLD.digest OR NEW.made_by_id IS NOT NULL BEGIN SELECT RAISE(ABORT,
'what was recorded about minutes stays'); END;""",
    """CREATE TRIGGER agreement_no_delete BEFORE DELETE ON minutes_agreement BEGIN SELECT RAISE(ABORT,
'what was recorded about minutes stays'); END;""",
    """CREATE TRIGGER agreement_no_replace BEFORE INSERT ON minutes_agreement WHEN EXISTS (SELECT 1 FROM
minutes_agreement o WHERE o.id = NEW.id) OR EXISTS (SELECT 1 FROM minutes_agreement o WHERE o.minutes_id =
NEW.minutes_id AND o.organisation_id = NEW.organisation_id AND o.digest = NEW.digest) BEGIN SELECT RAISE(ABORT,
'what was recorded about minutes stays'); END;""",
    """CREATE TRIGGER approval_terms_no_update BEFORE UPDATE ON minutes_approvalterms BEGIN SELECT RAISE(ABORT,
'what was recorded about minutes stays'); END;""",
    """CREATE TRIGGER approval_terms_no_delete BEFORE DELETE ON minutes_approvalterms BEGIN SELECT RAISE(ABORT,
'what was recorded about minutes stays'); END;""",
    """CREATE TRIGGER approval_terms_no_replace BEFORE INSERT ON minutes_approvalterms WHEN EXISTS (SELECT 1 FROM
minutes_approvalterms o WHERE o.id = NEW.id) OR EXISTS (SELECT 1 FROM minutes_approvalterms o WHERE
o.approval_id = NEW.approval_id) BEGIN SELECT RAISE(ABORT, 'what was recorded about minutes stays'); END;""",
]
POSTGRES = [
    """CREATE OR REPLACE FUNCTION circulation_refuse() RETURNS trigger LANGUAGE plpgsql AS $function$BEGIN IF TG_OP =
'UPDATE' THEN IF NOT (NEW.id IS DISTINCT FROM OLD.id OR NEW.minutes_id IS DISTINCT FROM OLD.minutes_id OR
NEW.made_at IS DISTINCT FROM OLD.made_at OR NEW.edition IS DISTINCT FROM OLD.edition OR NEW.digest IS DISTINCT
FROM OLD.digest OR NEW.content IS DISTINCT FROM OLD.content OR NEW.editor_key IS DISTINCT FROM OLD.editor_key OR
NEW.closes_at IS DISTINCT FROM OLD.closes_at OR NEW.made_by_id IS NOT NULL) THEN RETURN NEW; END IF; END IF;
RAISE EXCEPTION 'what was recorded about minutes stays'; END$function$""",
    """CREATE TRIGGER circulation_guard BEFORE DELETE OR UPDATE ON minutes_circulation FOR EACH ROW EXECUTE FUNCTION
circulation_refuse()""",
    """CREATE TRIGGER circulation_guard_truncate BEFORE TRUNCATE ON minutes_circulation FOR EACH STATEMENT EXECUTE
FUNCTION circulation_refuse()""",
    """CREATE OR REPLACE FUNCTION telling_refuse() RETURNS trigger LANGUAGE plpgsql AS $function$BEGIN RAISE EXCEPTION
'what was recorded about minutes stays'; END$function$""",
    """CREATE TRIGGER telling_guard BEFORE DELETE OR UPDATE ON minutes_telling FOR EACH ROW EXECUTE FUNCTION
telling_refuse()""",
    """CREATE TRIGGER telling_guard_truncate BEFORE TRUNCATE ON minutes_telling FOR EACH STATEMENT EXECUTE FUNCTION
telling_refuse()""",
    """CREATE OR REPLACE FUNCTION passage_refuse() RETURNS trigger LANGUAGE plpgsql AS $function$BEGIN RAISE EXCEPTION
'what was recorded about minutes stays'; END$function$""",
    """CREATE TRIGGER passage_guard BEFORE DELETE OR UPDATE ON minutes_passage FOR EACH ROW EXECUTE FUNCTION
passage_refuse()""",
    """CREATE TRIGGER passage_guard_truncate BEFORE TRUNCATE ON minutes_passage FOR EACH STATEMENT EXECUTE FUNCTION
passage_refuse()""",
    """CREATE OR REPLACE FUNCTION correction_step_refuse() RETURNS trigger LANGUAGE plpgsql AS $function$BEGIN IF TG_OP
= 'UPDATE' THEN IF NOT (NEW.id IS DISTINCT FROM OLD.id OR NEW.correction_id IS DISTINCT FROM OLD.correction_id
OR NEW.made_at IS DISTINCT FROM OLD.made_at OR NEW.step IS DISTINCT FROM OLD.step OR NEW.office IS DISTINCT FROM
OLD.office OR NEW.words IS DISTINCT FROM OLD.words OR NEW.before IS DISTINCT FROM OLD.before OR NEW.after IS
DISTINCT FROM OLD.after OR NEW.made_by_id IS NOT NULL) THEN RETURN NEW; END IF; END IF; RAISE EXCEPTION
'what was recorded about minutes stays'; END$function$""",
    """CREATE TRIGGER correction_step_guard BEFORE DELETE OR UPDATE ON minutes_correctionstep FOR EACH ROW EXECUTE
FUNCTION correction_step_refuse()""",
    """CREATE TRIGGER correction_step_guard_truncate BEFORE TRUNCATE ON minutes_correctionstep FOR EACH STATEMENT
EXECUTE FUNCTION correction_step_refuse()""",
    """CREATE OR REPLACE FUNCTION agreement_refuse() RETURNS trigger LANGUAGE plpgsql AS $function$BEGIN IF TG_OP =
'UPDATE' THEN IF NOT (NEW.id IS DISTINCT FROM OLD.id OR NEW.minutes_id IS DISTINCT FROM OLD.minutes_id OR
NEW.made_at IS DISTINCT FROM OLD.made_at OR NEW.organisation_id IS DISTINCT FROM OLD.organisation_id OR
NEW.digest IS DISTINCT FROM OLD.digest OR NEW.made_by_id IS NOT NULL) THEN RETURN NEW; END IF; END IF; RAISE
EXCEPTION 'what was recorded about minutes stays'; END$function$""",
    """CREATE TRIGGER agreement_guard BEFORE DELETE OR UPDATE ON minutes_agreement FOR EACH ROW EXECUTE FUNCTION
agreement_refuse()""",
    """CREATE TRIGGER agreement_guard_truncate BEFORE TRUNCATE ON minutes_agreement FOR EACH STATEMENT EXECUTE FUNCTION
agreement_refuse()""",
    """CREATE OR REPLACE FUNCTION approval_terms_refuse() RETURNS trigger LANGUAGE plpgsql AS $function$BEGIN RAISE
EXCEPTION 'what was recorded about minutes stays'; END$function$""",
    """CREATE TRIGGER approval_terms_guard BEFORE DELETE OR UPDATE ON minutes_approvalterms FOR EACH ROW EXECUTE
FUNCTION approval_terms_refuse()""",
    """CREATE TRIGGER approval_terms_guard_truncate BEFORE TRUNCATE ON minutes_approvalterms FOR EACH STATEMENT EXECUTE
FUNCTION approval_terms_refuse()""",
]


def guard(apps, schema_editor):
    for statement in SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRES:
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):

    dependencies = [
        ('forum', '0031_mails_kept'),
        ('minutes', '0007_hiding_shared'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='ApprovalTerms',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('same_person', models.BooleanField(default=False, verbose_name='the same person edited and approved')),
                ('unanswered', models.PositiveSmallIntegerField(default=0, verbose_name='objections without an answer')),
                ('standing', models.PositiveSmallIntegerField(default=0, verbose_name='objections that stand')),
                ('agreed', models.PositiveSmallIntegerField(default=0, verbose_name='organisations that agreed')),
                ('approval', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='terms', to='minutes.approval')),
                ('meeting', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='forum.meetingpage', verbose_name='in the meeting')),
            ],
            options={
                'verbose_name': 'terms of an approval',
                'verbose_name_plural': 'terms of approvals',
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='Circulation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('made_at', models.DateTimeField(default=forum.clock.now, editable=False)),
                ('edition', models.PositiveSmallIntegerField(verbose_name='edition')),
                ('digest', models.CharField(max_length=64, verbose_name='digest of the circulated text')),
                ('content', models.JSONField(verbose_name='the words that were circulated, by part')),
                ('editor_key', models.PositiveBigIntegerField(null=True, verbose_name='who edited last')),
                ('closes_at', models.DateTimeField(verbose_name='objections until')),
                ('made_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('minutes', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='circulations', to='minutes.minutespage')),
            ],
            options={
                'verbose_name': 'circulation of minutes',
                'verbose_name_plural': 'circulations of minutes',
                'ordering': ['pk'],
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='Passage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('edition', models.PositiveSmallIntegerField(verbose_name='edition')),
                ('part', models.CharField(blank=True, max_length=100, verbose_name='part')),
                ('quote', models.TextField(blank=True, verbose_name='passage')),
                ('proposed', models.TextField(blank=True, verbose_name='proposed wording')),
                ('correction', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='passage', to='minutes.correction')),
            ],
            options={
                'verbose_name': 'passage of minutes',
                'verbose_name_plural': 'passages of minutes',
                'default_permissions': (),
            },
            bases=(forum.models.typed.records.TypedText, models.Model),
        ),
        migrations.CreateModel(
            name='Agreement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('made_at', models.DateTimeField(default=forum.clock.now, editable=False)),
                ('digest', models.CharField(max_length=64, verbose_name='digest of the circulated text')),
                ('made_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('minutes', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='agreements', to='minutes.minutespage')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='forum.organisation')),
            ],
            options={
                'verbose_name': 'agreement with minutes',
                'verbose_name_plural': 'agreements with minutes',
                'ordering': ['pk'],
                'default_permissions': (),
                'constraints': [models.UniqueConstraint(fields=('minutes', 'organisation', 'digest'), name='agreed_once_with_a_text')],
            },
        ),
        migrations.CreateModel(
            name='CorrectionStep',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('made_at', models.DateTimeField(default=forum.clock.now, editable=False)),
                ('step', models.CharField(choices=[('accepted', 'accepted'), ('declined', 'declined'), ('asked', 'asked back'), ('replied', 'replied'), ('withdrawn', 'withdrawn')], max_length=10)),
                ('office', models.CharField(blank=True, max_length=300, verbose_name='office')),
                ('words', models.TextField(blank=True, max_length=4000, verbose_name='reason')),
                ('before', models.TextField(blank=True, verbose_name='words before')),
                ('after', models.TextField(blank=True, verbose_name='words after')),
                ('correction', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='steps', to='minutes.correction')),
                ('made_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'step of a correction',
                'verbose_name_plural': 'steps of corrections',
                'ordering': ['pk'],
                'default_permissions': (),
                'constraints': [models.UniqueConstraint(condition=models.Q(('step__in', ['accepted', 'declined'])), fields=('correction',), name='correction_answered_once'), models.UniqueConstraint(condition=models.Q(('step', 'withdrawn')), fields=('correction',), name='correction_withdrawn_once')],
            },
            bases=(forum.models.typed.records.TypedText, models.Model),
        ),
        migrations.CreateModel(
            name='Telling',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('people', models.PositiveSmallIntegerField(verbose_name='people')),
                ('refused', models.PositiveSmallIntegerField(default=0, verbose_name='refused addresses')),
                ('told_at', models.DateTimeField(default=forum.clock.now, editable=False)),
                ('circulation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='tellings', to='minutes.circulation')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='forum.organisation')),
            ],
            options={
                'verbose_name': 'telling of a circulation',
                'verbose_name_plural': 'tellings of circulations',
                'default_permissions': (),
                'constraints': [models.UniqueConstraint(fields=('circulation', 'organisation'), name='told_once_of_a_circulation')],
            },
        ),
        migrations.RunPython(guard, migrations.RunPython.noop),
    ]
