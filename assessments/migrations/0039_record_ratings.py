from django.db import migrations, models


def tell_who_rated(apps, schema_editor):
    """Lines of observations learn what each rater gave, from the sheets that their result rests on."""
    record_model = apps.get_model("assessments", "CompetencyRecord")
    sheets = apps.get_model("assessments", "RatingSheet").objects
    results = apps.get_model("assessments", "ObservationResult").objects
    for result in results.order_by("pk").select_related("observation", "decided_by").iterator():
        behind = list(sheets.filter(uuid__in=result.sheets).select_related("submitted_by").order_by("pk"))
        changed = []
        rows = record_model.objects.filter(source="observation", source_uuid=result.observation.uuid)
        for record in rows.filter(created__gte=result.created).select_related("competency"):
            code = record.competency.code
            given = {str(sheet.submitted_by.uuid): sheet.levels.get(code, {}).get("level") for sheet in behind}
            if result.decided_by is not None and code in result.why:
                given[str(result.decided_by.uuid)] = result.levels[code]
            record.ratings = [{"rater": rater, "level": level} for rater, level in given.items()]
            changed.append(record)
        record_model.objects.bulk_update(changed, ["ratings"])


class Migration(migrations.Migration):
    dependencies = [
        ("assessments", "0038_record_indexes"),
    ]

    operations = [
        migrations.AddField(
            model_name="competencyrecord",
            name="ratings",
            field=models.JSONField(blank=True, default=list),
        ),
        migrations.RunPython(tell_who_rated, migrations.RunPython.noop),
    ]
