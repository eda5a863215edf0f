"""Guests who were invited alone stand in minutes by their office."""

from django.db import migrations, models

from forum.ledger import triggers


class Migration(migrations.Migration):

    dependencies = [("minutes", "0025_notes"), 
        ('minutes', '0025_notes'),
    ]

    operations = [
        migrations.RunPython(triggers.lift, migrations.RunPython.noop),
        migrations.AddField(
            model_name='minutespage',
            name='guests',
            field=models.TextField(blank=True, help_text='A line for each, by office: Camat Kalitidu. By name only where somebody came as nothing else.', max_length=4000, verbose_name='invited guests without an organisation'),
        ),
    ]
