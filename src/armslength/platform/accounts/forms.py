"""What people fill in. No form keeps or shows what was typed beyond its own answer."""

from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _

from armslength.platform.accounts.rules import clean_text, fold_name, parse_phone

MAX_MAIL_CHARS = 254
MAX_PASSWORD_CHARS = 256
MAX_NAME_CHARS = 120
HIRE, WORK, BOTH = "hire", "work", "both"


def mail_field(**options: Any) -> forms.EmailField:
    """The login address."""
    widget = forms.EmailInput(attrs={"autocomplete": "username", "spellcheck": "false", "autocapitalize": "none"})
    return forms.EmailField(label=_("E-mail address"), max_length=MAX_MAIL_CHARS, widget=widget, **options)


def password_field(label: Any, autocomplete: str, **options: Any) -> forms.CharField:
    """A password, never shown again and taken exactly as it is typed."""
    widget = forms.PasswordInput(attrs={"autocomplete": autocomplete})
    return forms.CharField(label=label, max_length=MAX_PASSWORD_CHARS, strip=False, widget=widget, **options)


def new_password_field(label: Any) -> forms.CharField:
    """A password to be; the validators of the settings judge it."""
    help_text = _("At least 10 characters. A few words in a row are easy to remember and hard to guess.")
    return password_field(label, "new-password", help_text=help_text, validators=[validate_password])


class SignUpForm(forms.Form):
    """Joining."""

    mail = mail_field(help_text=_("To sign in with, and for our mails to you. Nobody on the platform ever sees it."))
    password = new_password_field(_("Password"))
    purpose = forms.ChoiceField(
        label=_("What brings you here?"),
        choices=[(HIRE, _("I want to hire")), (WORK, _("I want to work")), (BOTH, _("Both"))],
        widget=forms.RadioSelect,
    )
    timezone = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput(attrs={"data-fill": "timezone"}))

    def clean_timezone(self) -> str:
        """The browser's zone, or UTC when it names none that is known here."""
        name: str = self.cleaned_data["timezone"]
        return name if name in available_timezones() else "UTC"

    @property
    def is_client(self) -> bool:
        """Whether the person wants to hire."""
        return self.cleaned_data["purpose"] in (HIRE, BOTH)

    @property
    def is_freelancer(self) -> bool:
        """Whether the person wants to work."""
        return self.cleaned_data["purpose"] in (WORK, BOTH)


class SignInForm(forms.Form):
    """Signing in."""

    mail = mail_field()
    password = password_field(_("Password"), "current-password")


class VerifyForm(forms.Form):
    """The password, asked in a browser that did not sign up."""

    password = password_field(_("The password that you chose when you joined"), "current-password")


class RequestResetForm(forms.Form):
    """Asking for a new password."""

    mail = mail_field()


class ResetForm(forms.Form):
    """Choosing a new password."""

    password = new_password_field(_("New password"))


class ChangePasswordForm(forms.Form):
    """Changing the password."""

    current = password_field(_("Current password"), "current-password")
    password = new_password_field(_("New password"))


class PhoneForm(forms.Form):
    """The member's own number."""

    value = forms.CharField(
        label=_("Number"),
        max_length=40,
        help_text=_("With + and the country code first."),
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "off", "inputmode": "tel"}),
    )

    def clean_value(self) -> str:
        """The number in E.164 form."""
        number = parse_phone(self.cleaned_data["value"])
        if number is None:
            raise forms.ValidationError(_("This is not a whole phone number. Begin with + and the country code."))
        return number


class LegalNameForm(forms.Form):
    """The member's own name."""

    value = forms.CharField(
        label=_("Name, as in your papers"),
        max_length=MAX_NAME_CHARS,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def clean_value(self) -> str:
        """The name with single spaces."""
        name = clean_text(self.cleaned_data["value"])
        if not fold_name(name):
            raise forms.ValidationError(_("Please write the name in letters."))
        return name
