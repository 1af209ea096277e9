from typing import Any

from django.db import migrations, models


def copy_titles(apps: Any, schema_editor: Any) -> None:
    """Each version takes the title that its framework has now: which one it was published with, nobody noted."""
    for framework in apps.get_model("assessments", "Framework").objects.all():
        framework.versions.update(title=framework.title)


class Migration(migrations.Migration):
    dependencies = [("assessments", "0027_path_settings")]

    operations = [
        migrations.AddField(
            model_name="frameworkversion",
            name="title",
            field=models.CharField(default="", max_length=160, verbose_name="title"),
            preserve_default=False,
        ),
        migrations.RunPython(copy_titles, migrations.RunPython.noop),
        migrations.AlterField(
            model_name="framework",
            name="title",
            field=models.CharField(
                help_text="Of the version published last; kept in step on publish.",
                max_length=160,
                verbose_name="title",
            ),
        ),
    ]
