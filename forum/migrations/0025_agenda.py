import django.core.validators
import django.db.models.deletion
import forum.models.meetings.agenda.items
from django.db import migrations, models


def give_keys(apps, schema_editor):
    """A default is asked once for all rows: each item gets a key of its own."""
    items = apps.get_model("forum", "AgendaItem")
    rows = list(items.objects.all())
    for row in rows:
        row.key = forum.models.meetings.agenda.items.new_key()
    items.objects.bulk_update(rows, ["key"], batch_size=500)


class Migration(migrations.Migration):

    dependencies = [
        ('forum', '0024_attendance'),
    ]

    operations = [
        migrations.AddField(
            model_name='agendaitem',
            name='key',
            field=models.SlugField(db_index=False, default=forum.models.meetings.agenda.items.new_key, max_length=32),
        ),
        migrations.AddField(
            model_name='agendaitem',
            name='kind',
            field=models.CharField(blank=True, choices=[('information', 'information'), ('discussion', 'discussion'), ('decision', 'decision')], max_length=12, verbose_name='kind'),
        ),
        migrations.AddField(
            model_name='agendaitem',
            name='level',
            field=models.PositiveSmallIntegerField(choices=[(1, 'item'), (2, 'sub-item')], default=1, verbose_name='level'),
        ),
        migrations.AddField(
            model_name='agendaitem',
            name='minutes',
            field=models.PositiveSmallIntegerField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(1440)], verbose_name='length in minutes'),
        ),
        migrations.AddField(
            model_name='agendaitem',
            name='note',
            field=models.CharField(blank=True, max_length=500, verbose_name='note'),
        ),
        migrations.AddField(
            model_name='agendaitem',
            name='organisation',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='forum.organisation', verbose_name='presented by'),
        ),
        migrations.AddField(
            model_name='agendaitem',
            name='presenter',
            field=models.CharField(blank=True, max_length=200, verbose_name='name and position'),
        ),
        migrations.AddField(
            model_name='agendaitem',
            name='proposed_by',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='forum.organisation'),
        ),
        migrations.RunPython(give_keys, migrations.RunPython.noop),
    ]
