from typing import Any

from django import forms

from courses.progress.models import Reflection


class ReflectionForm(forms.Form):
    """What a private box sends, with or without scripts."""

    value = forms.CharField(
        required=False, strip=False, max_length=Reflection._meta.get_field("text").max_length, widget=forms.Textarea
    )
    sequence = forms.IntegerField(min_value=0, max_value=2**53)
    based_on = forms.IntegerField(min_value=0, max_value=2**53, required=False)
    window = forms.CharField(max_length=16, required=False)

    def kept(self) -> dict[str, Any]:
        """The arguments of `save_reflection`. Browsers send line ends of their own."""
        data = self.cleaned_data
        return {
            "text": data["value"].replace("\r\n", "\n"),
            "sequence": data["sequence"],
            "based_on": data["based_on"],
            "window": data["window"],
        }
