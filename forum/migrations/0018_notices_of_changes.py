"""Who was told what of a meeting; what was announced last, to compare a change with."""

import datetime

import django.core.validators
import django.db.models.deletion
import modelcluster.fields
from django.conf import settings
from django.db import migrations, models

import forum.clock
import forum.models.meetings.subscriptions
import forum.models.typed.records


def announce_as_published(apps, schema_editor):
    """What is published stands in the pages themselves: drafts are in their revisions."""
    entries = apps.get_model("forum", "CalendarEntry").objects.filter(meeting__live=True)
    items = apps.get_model("forum", "AgendaItem").objects.order_by("sort_order")
    for entry in entries.select_related("meeting"):
        meeting = entry.meeting
        both = (meeting.starts_at, meeting.ends_at)
        begins, ends = (at.astimezone(datetime.UTC).isoformat() if at else "" for at in both)
        entry.announced = {
            "begins": begins,
            "ends": ends,
            "room": meeting.room,
            "address": meeting.address,
            "online_url": meeting.online_url,
            "status": meeting.status,
            "title": meeting.title,
            "agenda": list(items.filter(meeting=meeting).values_list("text", flat=True)),
        }
        entry.save(update_fields=["announced"])


class Migration(migrations.Migration):

    dependencies = [
        ("forum", "0017_confirmed_registrations"),
        ("wagtailcore", "0094_alter_page_locale"),
    ]

    operations = [
        migrations.RenameField("calendarentry", "changed_at", "published_at"),
        migrations.AddField("calendarentry", "announced", models.JSONField(default=dict)),
        migrations.CreateModel(
            name="Notice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("address", models.EmailField(max_length=254, verbose_name="email address")),
                ("known", models.JSONField()),
                ("due_at", models.DateTimeField(db_index=True, null=True)),
                ("begun_at", models.DateTimeField(null=True)),
                ("told_at", models.DateTimeField(null=True, verbose_name="sent")),
                ("refused", models.BooleanField(default=False)),
                ("organisations", models.JSONField(default=list)),
                ("is_recorded", models.BooleanField(default=True)),
                (
                    "page",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="notices", to="wagtailcore.page"
                    ),
                ),
            ],
            options={
                "verbose_name": "notice of a change",
                "verbose_name_plural": "notices of changes",
                "default_permissions": (),
                "constraints": [
                    models.UniqueConstraint(fields=("page", "address"), name="notice_once_per_address")
                ],
            },
        ),
        migrations.CreateModel(
            name="CalendarAddress",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "token",
                    models.CharField(
                        default=forum.models.meetings.subscriptions.new_address,
                        editable=False,
                        max_length=40,
                        unique=True,
                    ),
                ),
                (
                    "made_at",
                    models.DateTimeField(default=forum.clock.now, editable=False, verbose_name="made"),
                ),
                (
                    "user",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="calendar_address",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "address of a calendar",
                "verbose_name_plural": "addresses of calendars",
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="Reminder",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sort_order", models.IntegerField(blank=True, editable=False, null=True)),
                (
                    "days_before",
                    models.PositiveSmallIntegerField(
                        default=3,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(60),
                        ],
                        verbose_name="days before the meeting",
                    ),
                ),
                (
                    "to",
                    models.CharField(
                        choices=[
                            ("silent", "invited organisations that have not answered"),
                            ("coming", "all who come"),
                        ],
                        default="silent",
                        max_length=10,
                        verbose_name="to",
                    ),
                ),
                (
                    "text",
                    models.TextField(blank=True, help_text="Empty: the usual words.", verbose_name="own words"),
                ),
                (
                    "invitation",
                    modelcluster.fields.ParentalKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="reminders",
                        to="forum.invitationpage",
                    ),
                ),
            ],
            options={"verbose_name": "reminder", "ordering": ["sort_order"], "abstract": False},
            bases=(forum.models.typed.records.TypedText, models.Model),
        ),
        migrations.CreateModel(
            name="SentReminder",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "to",
                    models.CharField(
                        choices=[
                            ("silent", "invited organisations that have not answered"),
                            ("coming", "all who come"),
                        ],
                        max_length=10,
                    ),
                ),
                ("days_before", models.PositiveSmallIntegerField()),
                ("day", models.DateField()),
                ("address", models.EmailField(max_length=254, verbose_name="email address")),
                ("organisations", models.JSONField(default=list)),
                ("begun_at", models.DateTimeField(default=forum.clock.now, null=True)),
                ("sent_at", models.DateTimeField(null=True, verbose_name="sent")),
                ("refused", models.BooleanField(default=False)),
                ("is_recorded", models.BooleanField(default=False)),
                (
                    "invitation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="sent_reminders",
                        to="forum.invitationpage",
                    ),
                ),
            ],
            options={
                "verbose_name": "mailed reminder",
                "verbose_name_plural": "mailed reminders",
                "default_permissions": (),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("invitation", "to", "days_before", "day", "address"), name="reminded_once"
                    )
                ],
            },
        ),
        migrations.RunPython(announce_as_published, migrations.RunPython.noop),
    ]
