"""Polls for a date are answered by link and by phone; what was asked stays."""

import django.db.models.deletion
import forum.clock
from django.db import migrations, models


# What `forum/ledger/meetings.py` declares.
SQLITE = [
    """CREATE TRIGGER poll_slot_no_update BEFORE UPDATE ON forum_pollslot BEGIN SELECT RAISE(ABORT, 'a date of a poll
stays'); END""",
    """CREATE TRIGGER poll_slot_no_delete BEFORE DELETE ON forum_pollslot BEGIN SELECT RAISE(ABORT, 'a date of a poll
stays'); END""",
    """CREATE TRIGGER poll_slot_no_replace BEFORE INSERT ON forum_pollslot WHEN EXISTS (SELECT 1 FROM forum_pollslot o
WHERE o.id = NEW.id) OR EXISTS (SELECT 1 FROM forum_pollslot o WHERE o.poll_id = NEW.poll_id AND
o.starts_at = NEW.starts_at AND o.ends_at = NEW.ends_at) BEGIN SELECT RAISE(ABORT, 'a date of a poll stays'); END""",
    """CREATE TRIGGER poll_reply_way_no_update BEFORE UPDATE ON forum_replyway BEGIN SELECT RAISE(ABORT, 'how a reply
to a poll came stays'); END""",
    """CREATE TRIGGER poll_reply_way_no_delete BEFORE DELETE ON forum_replyway BEGIN SELECT RAISE(ABORT, 'how a reply
to a poll came stays'); END""",
    """CREATE TRIGGER poll_reply_way_no_replace BEFORE INSERT ON forum_replyway WHEN EXISTS (SELECT 1 FROM
forum_replyway o WHERE o.id = NEW.id) OR EXISTS (SELECT 1 FROM forum_replyway o WHERE o.reply_id = NEW.reply_id)
BEGIN SELECT RAISE(ABORT, 'how a reply to a poll came stays'); END""",
]
POSTGRES = [
    """CREATE OR REPLACE FUNCTION poll_slot_refuse() RETURNS trigger LANGUAGE plpgsql AS $function$BEGIN RAISE
EXCEPTION 'a date of a poll stays'; END$function$""",
    """CREATE TRIGGER poll_slot_guard BEFORE DELETE OR UPDATE ON forum_pollslot FOR EACH ROW EXECUTE FUNCTION
poll_slot_refuse()""",
    """CREATE TRIGGER poll_slot_guard_truncate BEFORE TRUNCATE ON forum_pollslot FOR EACH STATEMENT EXECUTE FUNCTION
poll_slot_refuse()""",
    """CREATE OR REPLACE FUNCTION poll_reply_way_refuse() RETURNS trigger LANGUAGE plpgsql AS $function$BEGIN RAISE
EXCEPTION 'how a reply to a poll came stays'; END$function$""",
    """CREATE TRIGGER poll_reply_way_guard BEFORE DELETE OR UPDATE ON forum_replyway FOR EACH ROW EXECUTE FUNCTION
poll_reply_way_refuse()""",
    """CREATE TRIGGER poll_reply_way_guard_truncate BEFORE TRUNCATE ON forum_replyway FOR EACH STATEMENT EXECUTE
FUNCTION poll_reply_way_refuse()""",
]


def guard(apps, schema_editor):
    for statement in SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRES:
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):

    dependencies = [
        ('forum', '0046_signatures'),
    ]

    operations = [
        migrations.AddField(
            model_name='polledorganisation',
            name='reminded_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AlterField(
            model_name='pollslot',
            name='poll',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='slots', to='forum.datepoll'),
        ),
        migrations.CreateModel(
            name='PollLink',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('address', models.EmailField(max_length=254, verbose_name='email address')),
                ('key', models.CharField(editable=False, max_length=64, unique=True)),
                ('made_at', models.DateTimeField(default=forum.clock.now, editable=False)),
                ('used_at', models.DateTimeField(editable=False, null=True)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='forum.organisation')),
                ('poll', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='links', to='forum.datepoll')),
            ],
            options={
                'verbose_name': 'link to answer a poll for a date',
                'verbose_name_plural': 'links to answer polls for a date',
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='ReplyWay',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('way', models.CharField(choices=[('link', 'by the link that was mailed'), ('phone', 'by phone'), ('letter', 'by letter'), ('message', 'by message'), ('spoken', 'in person')], max_length=10)),
                ('reply', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='came', to='forum.pollreply')),
            ],
            options={
                'default_permissions': (),
            },
        ),
        migrations.RunPython(guard, migrations.RunPython.noop),
    ]
