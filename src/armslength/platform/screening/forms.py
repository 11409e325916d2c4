"""Forms whose texts pass the guard before they are stored.

The first time a text holds something that stays private, the form comes back with the
spans marked and the reason; the writer changes it, or sends it again with `confirm_masked`
and the details are hidden. What cannot be masked (a name, a title) has to be changed.
"""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, ClassVar

from django import forms

from armslength.platform.accounts.models import Member
from armslength.platform.core.errors import TooManyRequestsError
from armslength.platform.core.limits import check_limit
from armslength.platform.core.middleware import describe_error
from armslength.platform.screening.actions import keep_assessment, masked, screen_text
from armslength.platform.screening.presenters import explain
from armslength.platform.screening.types import Decision, Explanation, PassedText, Screened, Surface

if TYPE_CHECKING:
    _Form = forms.Form
else:
    _Form = object

CONFIRM_FIELD = "confirm_masked"


class GuardedFormMixin(_Form):
    """Put it before `forms.Form`; name the guarded fields and where each text will stand."""

    guarded: ClassVar[dict[str, Surface]]
    writer: Member
    explanations: dict[str, Explanation]
    is_maskable: bool

    def __init__(self, *args: Any, writer: Member, **options: Any) -> None:
        super().__init__(*args, **options)
        self.writer = writer
        self.explanations = {}
        self.is_maskable = True
        self._stopped: list[Screened] = []

    def clean(self) -> dict[str, Any]:
        """Screen every guarded field; mask, or explain.

        Limited like a dry run, because it is one: nobody searches here either for a wording that passes.
        """
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        try:
            check_limit("form-check", self.writer.public_id)
        except TooManyRequestsError as error:
            self.add_error(None, describe_error(error))
            return cleaned
        is_confirmed = CONFIRM_FIELD in self.data
        for name, surface in self.guarded.items():
            text = cleaned.get(name)
            if text:
                self._clean_text(name, surface, str(text), cleaned, is_confirmed=is_confirmed)
        return cleaned

    def keep_assessments(self) -> None:
        """Keep what was masked as evidence; call it in the transaction that stores the texts."""
        for screened in self._stopped:
            keep_assessment(screened, writer=self.writer)

    def passed(self, name: str) -> PassedText:
        """The text of a guarded field, once the form is valid."""
        assert name in self.guarded, f"{name} is not screened"
        return PassedText(str(self.cleaned_data[name]))

    def passed_parts(self, name: str, part: Callable[[str], Iterable[str]]) -> tuple[PassedText, ...]:
        """The text of a guarded field in the parts that `part` finds in it."""
        return tuple(PassedText(text) for text in part(self.passed(name)))

    @property
    def can_be_masked(self) -> bool:
        """Whether the page may offer to publish with the marked parts hidden."""
        return bool(self.explanations) and self.is_maskable

    def _clean_text(
        self, name: str, surface: Surface, text: str, cleaned: dict[str, Any], *, is_confirmed: bool
    ) -> None:
        screened = screen_text(writer=self.writer, text=text, surface=surface)
        explanation = explain(screened.verdict)
        if explanation is None:
            return
        if not self._may_mask(screened):
            self.is_maskable = False
        elif is_confirmed:
            cleaned[name] = masked(screened)
            self._stopped.append(screened)
            return
        self.explanations[name] = explanation
        self.add_error(name, explanation.sentence)

    @staticmethod
    def _may_mask(screened: Screened) -> bool:
        """A text for many readers has nobody to hold it for, so a suspected detail is masked as well."""
        has_marks = any(finding.is_flaggable for finding in screened.verdict.findings)
        is_refused = screened.verdict.decision is Decision.REFUSE
        return has_marks and not is_refused and screened.surface is not Surface.NAME
