"""Several answers to a comment and several reactions to an answer; the comment names those that stand.

SQLite rebuilds both tables. The triggers that kept the one answer and counted it at the gate give way to those of the
migration that follows.
"""

import django.db.models.deletion
from django.db import migrations, models

from forum.ledger import triggers

GONE = {
    "sqlite": [
        "DROP TRIGGER IF EXISTS round_gate ON decrees_round",
        "DROP TRIGGER IF EXISTS version_gate ON decrees_version",
        "DROP TRIGGER IF EXISTS answer_no_delete ON decrees_answer",
        "DROP TRIGGER IF EXISTS answer_stays ON decrees_answer",
    ],
    "postgresql": [
        "DROP TRIGGER IF EXISTS round_gate ON decrees_round",
        "DROP TRIGGER IF EXISTS version_gate ON decrees_version",
        "DROP TRIGGER IF EXISTS answer_keeps ON decrees_answer",
        "DROP FUNCTION answer_keeps()",
    ],
}


def drop(apps, schema_editor):
    vendor = schema_editor.connection.vendor
    for statement in GONE[vendor]:
        schema_editor.execute(statement.partition(" ON ")[0] if vendor == "sqlite" else statement)


class Migration(migrations.Migration):
    dependencies = [("decrees", "0015_words_replaced")]

    operations = [
        migrations.RunPython(triggers.lift),
        migrations.RunPython(drop),
        migrations.AlterModelOptions(
            name="answer",
            options={
                "default_permissions": ("view",),
                "ordering": ["pk"],
                "verbose_name": "answer",
                "verbose_name_plural": "answers",
            },
        ),
        migrations.AlterModelOptions(
            name="reaction",
            options={
                "default_permissions": ("view",),
                "ordering": ["pk"],
                "verbose_name": "reaction to an answer",
                "verbose_name_plural": "reactions to answers",
            },
        ),
        migrations.AlterField(
            model_name="answer",
            name="comment",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="answers",
                to="decrees.comment",
                verbose_name="comment",
            ),
        ),
        migrations.AlterField(
            model_name="reaction",
            name="answer",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="reactions",
                to="decrees.answer",
                verbose_name="answer",
            ),
        ),
        migrations.AddField(
            model_name="comment",
            name="answer",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="decrees.answer",
                verbose_name="answer that stands",
            ),
        ),
        migrations.AddField(
            model_name="comment",
            name="reaction",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="decrees.reaction",
                verbose_name="reaction to the answer that stands",
            ),
        ),
        migrations.AlterField(
            model_name="notification",
            name="kind",
            field=models.CharField(
                choices=[
                    ("answered", "Your comment was answered"),
                    ("reanswered", "The answer to your comment was changed"),
                    ("contested", "The answer that your organisation objected to was changed"),
                    ("changed", "The passage you commented on was changed"),
                    ("replaced", "The passage you commented on was replaced by other words"),
                    ("lost", "The passage you commented on is gone"),
                    ("taken", "Your proposed wording went into the text"),
                    ("asked", "Your organisation is asked for input"),
                    ("assigned", "Your organisation is to answer a comment"),
                ],
                max_length=10,
                verbose_name="kind",
            ),
        ),
    ]
