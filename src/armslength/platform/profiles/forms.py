"""The form of one's own profile."""

from itertools import groupby
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from armslength.platform.accounts.models import Member
from armslength.platform.core.errors import InvalidInputError
from armslength.platform.profiles.actions import Draft
from armslength.platform.profiles.errors import NameTakenError
from armslength.platform.profiles.fields import SkillsField, WrittenField
from armslength.platform.profiles.models import MAX_BIO_CHARS, MAX_HEADLINE_CHARS, MAX_NAME_CHARS, Profile
from armslength.platform.profiles.queries import is_name_taken
from armslength.platform.profiles.rules import check_name, city_of, split_skills, timezone_names
from armslength.platform.screening.forms import GuardedFormMixin
from armslength.platform.screening.types import Surface

CLOCK = "%H:%M"


def timezone_choices() -> list[Any]:
    """The zones by region, as Django's grouped choices."""
    by_region = groupby(timezone_names(), key=lambda name: name.partition("/")[0])
    return [(region, [(name, city_of(name)) for name in names]) for region, names in by_region]


def _clock_field(label: Any) -> forms.TimeField:
    widget = forms.TimeInput(format=CLOCK, attrs={"type": "time"})
    return forms.TimeField(label=label, required=False, widget=widget, input_formats=[CLOCK, "%H:%M:%S"])


class ProfileForm(GuardedFormMixin, forms.Form):
    """Everything that others see of a member, and the zone and hours that tell them when to expect an answer."""

    guarded: ClassVar[dict[str, Surface]] = {
        "name": Surface.NAME,
        "headline": Surface.PROFILE,
        "bio": Surface.PROFILE,
        "skills": Surface.PROFILE,
    }

    name = WrittenField(
        label=gettext_lazy("Name"),
        max_length=MAX_NAME_CHARS,
        help_text=gettext_lazy("What others call you here. It need not be your real name."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    headline = WrittenField(
        label=gettext_lazy("Headline"),
        max_length=MAX_HEADLINE_CHARS,
        required=False,
        help_text=gettext_lazy("What you do, in one line."),
    )
    bio = WrittenField(
        label=gettext_lazy("About you"),
        max_length=MAX_BIO_CHARS,
        required=False,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=gettext_lazy("How you work and what you have done. People reach you here, so no contact details."),
    )
    skills = SkillsField(
        label=gettext_lazy("Skills"),
        help_text=gettext_lazy("Up to 20, parted by commas: logo design, German to English, Django."),
    )
    timezone = forms.ChoiceField(
        label=gettext_lazy("Time zone"),
        choices=timezone_choices,
        help_text=gettext_lazy("Others see your local time, so that they know when you sleep."),
    )
    hours_start = _clock_field(gettext_lazy("Work begins"))
    hours_end = _clock_field(gettext_lazy("Work ends"))

    @classmethod
    def of(cls, profile: Profile, writer: Member) -> "ProfileForm":
        """The form filled with the profile as it is."""
        plain = {name: getattr(profile, name) for name in ("name", "headline", "bio", "hours_start", "hours_end")}
        return cls(initial={**plain, "skills": ", ".join(profile.skills), "timezone": writer.timezone}, writer=writer)

    def clean_name(self) -> str:
        """A name that people can read and nobody else goes by."""
        name: str = self.cleaned_data["name"]
        try:
            check_name(name)
        except InvalidInputError as error:
            raise ValidationError(error.reason, code=error.code) from error
        if is_name_taken(name, by_other_than=self.writer.pk):
            raise ValidationError(NameTakenError().reason, code=NameTakenError.code)
        return name

    def clean(self) -> dict[str, Any]:
        """Hours come in pairs."""
        cleaned = super().clean()
        start, end = cleaned.get("hours_start"), cleaned.get("hours_end")
        for given, other in (("hours_start", "hours_end"), ("hours_end", "hours_start")):
            if cleaned.get(given) and not cleaned.get(other) and other not in self.errors:
                self.add_error(other, _("Give both times, or none."))
        if start and start == end:
            self.add_error("hours_end", _("Work would end as it begins. Leave both empty if you work at any hour."))
        return cleaned

    def draft(self) -> Draft:
        """The clean profile."""
        clean = self.cleaned_data
        return Draft(
            name=self.passed("name"),
            headline=self.passed("headline"),
            bio=self.passed("bio"),
            skills=self.passed_parts("skills", split_skills),
            timezone=clean["timezone"],
            hours_start=clean["hours_start"],
            hours_end=clean["hours_end"],
        )
