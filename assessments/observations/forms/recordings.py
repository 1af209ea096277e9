"""Asking for consent, adding a recording, saying why one has to be opened."""

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy


class AskForm(forms.Form):
    """Who else can be seen or heard."""

    others = forms.IntegerField(
        label=gettext_lazy("People in it without an account"),
        min_value=0,
        max_value=50,
        initial=0,
        help_text=gettext_lazy("Actors, for example. Whoever has an account is asked here."),
    )
    others_agreed = forms.BooleanField(
        label=gettext_lazy("They agreed in writing, to the same terms"),
        required=False,
        help_text=gettext_lazy("Keep the paper yourself. Until this is ticked, nothing can be added."),
    )


class RecordingForm(forms.Form):
    """The file, and captions for whoever can't hear it."""

    file = forms.FileField(
        label=gettext_lazy("Film or sound"),
        widget=forms.ClearableFileInput(attrs={"accept": "video/mp4,video/webm,audio/*"}),
        help_text=gettext_lazy("MP4, WebM, MP3, M4A, Ogg or WAV. Sound alone is often enough, and much smaller."),
    )
    captions = forms.FileField(
        label=gettext_lazy("Captions"),
        required=False,
        widget=forms.ClearableFileInput(attrs={"accept": ".vtt,text/vtt"}),
        help_text=gettext_lazy("A WebVTT file (.vtt), so that a rater who hears little can rate, too."),
    )
    key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["key"].initial = self.fields["key"].initial or uuid.uuid4()


class ReasonForm(forms.Form):
    """Why somebody who runs the programme has to look."""

    use_required_attribute = False

    reason = forms.CharField(
        label=gettext_lazy("Why you have to look"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Everybody in it is told that you looked, and reads this."),
        error_messages={"required": gettext_lazy("Write down why.")},
    )

    def clean_reason(self) -> str:
        said = " ".join(self.cleaned_data["reason"].split())
        if len(said) < 10:
            raise forms.ValidationError(_("A few words more, so that they understand it."))
        return said
