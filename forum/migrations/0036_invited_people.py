"""Single people can be invited beside organisations: letters, links and answers are for one of the two."""

import re

import django.db.models.deletion
import forum.clock
import forum.models.typed.records
from django.db import migrations, models

from forum.ledger import triggers

# What `forum/ledger/triggers.py` declares.
SQLITE = [
    """CREATE TRIGGER rsvp_no_update BEFORE UPDATE ON forum_rsvp WHEN NEW.id IS NOT OLD.id OR NEW.invitation_id IS NOT
OLD.invitation_id OR NEW.organisation_id IS NOT OLD.organisation_id OR NEW.person_id IS NOT OLD.person_id OR NEW.answer
IS NOT OLD.answer OR NEW.attendees IS NOT OLD.attendees OR NEW.note IS NOT OLD.note OR NEW.answered_at IS NOT
OLD.answered_at OR NEW.answered_by_id IS NOT NULL BEGIN SELECT RAISE(ABORT, 'an answer to an invitation stays'); END;""",
    """CREATE TRIGGER rsvp_no_delete BEFORE DELETE ON forum_rsvp BEGIN SELECT RAISE(ABORT,
'an answer to an invitation stays'); END;""",
    """CREATE TRIGGER rsvp_no_replace BEFORE INSERT ON forum_rsvp WHEN EXISTS (SELECT 1 FROM forum_rsvp o WHERE o.id =
NEW.id) BEGIN SELECT RAISE(ABORT, 'an answer to an invitation stays'); END;""",
]
POSTGRES = [
    """CREATE OR REPLACE FUNCTION rsvp_refuse() RETURNS trigger LANGUAGE plpgsql AS $function$BEGIN IF TG_OP = 'UPDATE'
THEN IF NOT (NEW.id IS DISTINCT FROM OLD.id OR NEW.invitation_id IS DISTINCT FROM OLD.invitation_id OR
NEW.organisation_id IS DISTINCT FROM OLD.organisation_id OR NEW.person_id IS DISTINCT FROM OLD.person_id OR NEW.answer
IS DISTINCT FROM OLD.answer OR NEW.attendees IS DISTINCT FROM OLD.attendees OR NEW.note IS DISTINCT FROM OLD.note OR
NEW.answered_at IS DISTINCT FROM OLD.answered_at OR NEW.answered_by_id IS NOT NULL) THEN RETURN NEW; END IF; END IF;
RAISE EXCEPTION 'an answer to an invitation stays'; END$function$""",
    """CREATE TRIGGER rsvp_guard BEFORE DELETE OR UPDATE ON forum_rsvp FOR EACH ROW EXECUTE FUNCTION rsvp_refuse()""",
    """CREATE TRIGGER rsvp_guard_truncate BEFORE TRUNCATE ON forum_rsvp FOR EACH STATEMENT EXECUTE FUNCTION
rsvp_refuse()""",
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

    dependencies = [
        ('forum', '0035_brought_tables'),
    ]

    operations = [
        migrations.RunPython(triggers.lift, migrations.RunPython.noop),
        migrations.CreateModel(
            name='InvitedPerson',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(blank=True, max_length=120, verbose_name='name')),
                ('office', models.CharField(blank=True, max_length=150, verbose_name='office or organisation')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='email address')),
                ('phone', models.CharField(blank=True, max_length=25, verbose_name='WhatsApp number')),
                ('made_at', models.DateTimeField(default=forum.clock.now, editable=False)),
                ('forgotten_at', models.DateTimeField(editable=False, null=True)),
            ],
            options={
                'verbose_name': 'invited person',
                'verbose_name_plural': 'invited people',
                'default_permissions': (),
            },
            bases=(forum.models.typed.records.TypedText, models.Model),
        ),
        migrations.AlterModelOptions(
            name='invitee',
            options={'ordering': ['sort_order'], 'verbose_name': 'invited organisation or person'},
        ),
        migrations.AddField(
            model_name='delegation',
            name='note',
            field=models.CharField(blank=True, max_length=300, verbose_name='note'),
        ),
        migrations.AddField(
            model_name='invitee',
            name='is_named',
            field=models.BooleanField(default=False, help_text='Else the letter shows the office alone.', verbose_name='name in the letter'),
        ),
        migrations.AlterField(
            model_name='answerlink',
            name='organisation',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='forum.organisation', verbose_name='organisation'),
        ),
        migrations.AlterField(
            model_name='delivery',
            name='organisation',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='forum.organisation', verbose_name='organisation'),
        ),
        migrations.AlterField(
            model_name='delivery',
            name='way',
            field=models.CharField(choices=[('people', 'to the people who speak for it'), ('office', "to the office's address"), ('person', "to the person's own address")], max_length=10, verbose_name='way'),
        ),
        migrations.AlterField(
            model_name='invitee',
            name='organisation',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='invitations', to='forum.organisation', verbose_name='organisation'),
        ),
        migrations.AlterField(
            model_name='rsvp',
            name='organisation',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='rsvps', to='forum.organisation'),
        ),
        migrations.AddField(
            model_name='answerlink',
            name='person',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='forum.invitedperson', verbose_name='invited person'),
        ),
        migrations.AddField(
            model_name='delivery',
            name='person',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='forum.invitedperson', verbose_name='invited person'),
        ),
        migrations.AddField(
            model_name='invitee',
            name='person',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='invitations', to='forum.invitedperson', verbose_name='invited person'),
        ),
        migrations.AddField(
            model_name='rsvp',
            name='person',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='forum.invitedperson', verbose_name='invited person'),
        ),
        migrations.AddConstraint(
            model_name='answerlink',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('organisation', None), ('person__isnull', False)), models.Q(('organisation__isnull', False), ('person', None)), _connector='OR'), name='answer_link_is_for_one'),
        ),
        migrations.AddConstraint(
            model_name='delivery',
            constraint=models.UniqueConstraint(fields=('invitation', 'person'), name='delivered_to_person_once'),
        ),
        migrations.AddConstraint(
            model_name='delivery',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('organisation', None), ('person__isnull', False)), models.Q(('organisation__isnull', False), ('person', None)), _connector='OR'), name='delivery_is_for_one'),
        ),
        migrations.AddConstraint(
            model_name='invitee',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('organisation', None), ('person__isnull', False)), models.Q(('organisation__isnull', False), ('person', None)), _connector='OR'), name='invitee_is_one'),
        ),
        migrations.AddConstraint(
            model_name='rsvp',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('organisation', None), ('person__isnull', False)), models.Q(('organisation__isnull', False), ('person', None)), _connector='OR'), name='rsvp_is_of_one'),
        ),
        migrations.RunPython(guard, migrations.RunPython.noop),
    ]
