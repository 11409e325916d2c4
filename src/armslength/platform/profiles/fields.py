"""Form fields for what people write: the value that is shown again is the very text that was checked."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError

from armslength.platform.core.errors import InvalidInputError
from armslength.platform.profiles.rules import check_skills, split_skills, tidy_line, tidy_text

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

MAX_SKILLS_CHARS = 1000


class WrittenField(forms.CharField):
    """A text in a tidy form. Marks of the guard count in exactly this form, so it is shown again as well."""

    def to_python(self, value: Any) -> str:
        """The tidy text."""
        return self.tidy(super().to_python(value) or "")

    def bound_data(self, data: Any, initial: Any) -> Any:
        """The tidy text, for the widget and beside the marks."""
        return self.tidy(data) if isinstance(data, str) else data

    def tidy(self, text: str) -> str:
        """One line, or several with a textarea."""
        return tidy_text(text) if isinstance(self.widget, forms.Textarea) else tidy_line(text)


class SkillsField(WrittenField):
    """Skills in one line, parted by commas. Its clean value is that line; `split_skills` parts it."""

    def __init__(self, *, label: "StrOrPromise", help_text: "StrOrPromise", **options: Any) -> None:
        super().__init__(label=label, help_text=help_text, required=False, max_length=MAX_SKILLS_CHARS, **options)

    def tidy(self, text: str) -> str:
        """Each skill once."""
        return ", ".join(split_skills(text))

    def validate(self, value: Any) -> None:
        """Not too many, none too long."""
        super().validate(value)
        try:
            check_skills(split_skills(value))
        except InvalidInputError as error:
            raise ValidationError(error.reason, code=error.code) from error
