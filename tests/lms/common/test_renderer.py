from django import forms
from django.template import Context, Template


class Sheet(forms.Form):
    name = forms.CharField(help_text="As on the certificate.")
    note = forms.CharField(required=False, widget=forms.Textarea)
    way = forms.ChoiceField(choices=[("a", "In the room"), ("b", "Online")], widget=forms.RadioSelect, help_text="One.")
    agree = forms.BooleanField(label="I agree")

    def clean(self):
        raise forms.ValidationError("These two do not go together.")


def render(form, source="{{ form }}"):
    return Template(source).render(Context({"form": form}))


def test_field_with_error_is_described_by_help_and_error():
    html = render(Sheet({"way": "a"}))
    assert 'aria-describedby="id_name_helptext id_name_error"' in html
    assert 'id="id_name_error"' in html
    assert 'aria-invalid="true"' in html


def test_field_optional_says_so():
    html = render(Sheet())
    assert html.count("(optional)") == 1


def test_radio_group_is_a_fieldset_with_legend_and_help():
    html = render(Sheet())
    assert '<fieldset class="field" aria-describedby="id_way_helptext">' in html
    assert "<legend>Way</legend>" in html
    assert html.count('<label class="choice">') == 3


def test_form_shows_errors_of_the_whole_form():
    assert "These two do not go together." in render(Sheet({}))


def test_error_summary_links_to_the_fields():
    html = render(Sheet({}), '{% include "components/errors.html" %}')
    assert '<a href="#id_name">Name: This field is required.</a>' in html
    assert '<a href="#id_way">' in html
    assert "These two do not go together." in html


def test_error_summary_unsent_form_is_absent():
    assert "error-summary" not in render(Sheet(), '{% include "components/errors.html" %}')
