"""How Django forms become HTML: `{{ form }}` and `{{ field.as_field_group }}` use the templates of the house."""

from django.forms.renderers import TemplatesSetting


class HouseRenderer(TemplatesSetting):
    """Forms with label, help and error tied together; templates lie in `lms/templates/forms/`."""

    form_template_name = "forms/form.html"
    field_template_name = "forms/field.html"
