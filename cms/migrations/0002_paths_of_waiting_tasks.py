"""A task waits under the dotted path of its function. Those that waited while the functions moved are still done."""

from django.db import migrations

MOVED = {
    "decrees.tasks.mail_notices": "decrees.services.notifying.tasks.mail_notifications",
    "forum.tasks.mail_invitation": "forum.services.tasks.mail_invitation",
    "forum.tasks.mail_login": "forum.services.tasks.mail_login",
    "forum.tasks.mail_registration": "forum.services.tasks.mail_registration",
}


def follow(apps, schema_editor):
    tasks = apps.get_model("django_tasks_database", "DBTaskResult").objects
    for old, new in MOVED.items():
        tasks.filter(task_path=old).update(task_path=new)


class Migration(migrations.Migration):

    dependencies = [
        ("cms", "0001_initial"),
        ("django_tasks_database", "0021_conditional_partial_index_ordering"),
    ]

    operations = [migrations.RunPython(follow, migrations.RunPython.noop, elidable=True)]
