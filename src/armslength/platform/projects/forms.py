"""The forms of a project and of a proposal."""

from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from armslength.platform.core.errors import InvalidInputError
from armslength.platform.profiles.fields import SkillsField, WrittenField
from armslength.platform.profiles.rules import split_skills
from armslength.platform.projects.actions import Brief, Offer
from armslength.platform.projects.models import (
    MAX_DAYS,
    MAX_PROJECT_CHARS,
    MAX_PROPOSAL_CHARS,
    MAX_TITLE_CHARS,
    MIN_DAYS,
)
from armslength.platform.projects.rules import CURRENCY_DIGITS, to_minor
from armslength.platform.screening.forms import GuardedFormMixin
from armslength.platform.screening.types import Surface

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


def _amount_field(label: "StrOrPromise") -> forms.DecimalField:
    widget = forms.NumberInput(attrs={"step": "any", "min": "0", "inputmode": "decimal"})
    return forms.DecimalField(label=label, max_digits=14, widget=widget)


def _text_field(label: "StrOrPromise", max_chars: int, rows: int, help_text: "StrOrPromise") -> WrittenField:
    widget = forms.Textarea(attrs={"rows": rows})
    return WrittenField(label=label, max_length=max_chars, widget=widget, help_text=help_text)


class ProjectForm(GuardedFormMixin, forms.Form):
    """What a client looks for."""

    guarded: ClassVar[dict[str, Surface]] = {
        "title": Surface.NAME,
        "text": Surface.PROJECT,
        "skills": Surface.PROJECT,
    }

    title = WrittenField(
        label=gettext_lazy("Title"),
        max_length=MAX_TITLE_CHARS,
        help_text=gettext_lazy("What it is, in a few words: “A landing page for a small bakery”."),
    )
    text = _text_field(
        gettext_lazy("What is to be done"),
        MAX_PROJECT_CHARS,
        10,
        gettext_lazy("What there is already, what you need, how you will know that it is good."),
    )
    skills = SkillsField(
        label=gettext_lazy("Skills"), help_text=gettext_lazy("What somebody should be able to do, parted by commas.")
    )
    budget = _amount_field(gettext_lazy("Budget"))
    currency = forms.ChoiceField(label=gettext_lazy("Currency"), choices=[(code, code) for code in CURRENCY_DIGITS])
    deadline = forms.DateField(
        label=gettext_lazy("Deadline"),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        input_formats=["%Y-%m-%d"],
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["deadline"].widget.attrs["min"] = (timezone.localdate() + timedelta(days=1)).isoformat()

    def clean_deadline(self) -> date:
        """A day to come, where the client is."""
        deadline: date = self.cleaned_data["deadline"]
        if deadline <= timezone.localdate():
            raise ValidationError(_("The deadline is a day to come."), code="past")
        return deadline

    def clean(self) -> dict[str, Any]:
        """The budget, counted in the currency's minor unit."""
        cleaned = super().clean()
        if cleaned.get("budget") is not None and cleaned.get("currency"):
            _count_minor(self, "budget", cleaned["budget"], cleaned["currency"])
        return cleaned

    def brief(self) -> Brief:
        """The clean project."""
        clean = self.cleaned_data
        return Brief(
            title=self.passed("title"),
            text=self.passed("text"),
            skills=self.passed_parts("skills", split_skills),
            budget_minor=to_minor(clean["budget"], clean["currency"], field="budget"),
            currency=clean["currency"],
            deadline=clean["deadline"],
        )


class ProposalForm(GuardedFormMixin, forms.Form):
    """What a freelancer offers, in the project's currency."""

    guarded: ClassVar[dict[str, Surface]] = {"text": Surface.PROPOSAL}

    text = _text_field(
        gettext_lazy("Your proposal"),
        MAX_PROPOSAL_CHARS,
        9,
        gettext_lazy("How you would do it, and why you. You talk in a room here, so no contact details."),
    )
    price = _amount_field(gettext_lazy("Price"))
    days = forms.IntegerField(
        label=gettext_lazy("Days until the delivery"),
        min_value=MIN_DAYS,
        max_value=MAX_DAYS,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )

    def __init__(self, *args: Any, currency: str, **options: Any) -> None:
        super().__init__(*args, **options)
        self.currency = currency
        self.fields["price"].label = _("Price in %(currency)s") % {"currency": currency}

    def clean(self) -> dict[str, Any]:
        """The price, counted in the currency's minor unit."""
        cleaned = super().clean()
        if cleaned.get("price") is not None:
            _count_minor(self, "price", cleaned["price"], self.currency)
        return cleaned

    def offer(self) -> Offer:
        """The clean proposal."""
        clean = self.cleaned_data
        price_minor = to_minor(clean["price"], self.currency, field="price")
        return Offer(text=self.passed("text"), price_minor=price_minor, days=clean["days"])


def _count_minor(form: forms.Form, field: str, amount: Decimal, currency: str) -> None:
    try:
        to_minor(amount, currency, field=field)
    except InvalidInputError as error:
        form.add_error(field, error.reason)
