"""The meeting that another follows is its previous meeting; drafts and earlier revisions of pages say so too."""

from django.db import migrations


def rename_in_revisions(apps, old, new):
    revisions = apps.get_model("wagtailcore", "Revision").objects
    meetings = revisions.filter(content_type__app_label="forum", content_type__model="meetingpage")
    for revision in meetings.iterator():
        if old in revision.content:
            revision.content[new] = revision.content.pop(old)
            revision.save(update_fields=["content"])


def forwards(apps, schema_editor):
    rename_in_revisions(apps, "follows", "previous_meeting")


def backwards(apps, schema_editor):
    rename_in_revisions(apps, "previous_meeting", "follows")


class Migration(migrations.Migration):
    dependencies = [
        ("forum", "0005_clock"),
        ("wagtailcore", "0094_alter_page_locale"),
    ]

    operations = [
        migrations.RenameField(model_name="meetingpage", old_name="follows", new_name="previous_meeting"),
        migrations.RunPython(forwards, backwards),
    ]
