"""Forms of projects and proposals as a browser sends them, and the cast's project."""

from datetime import timedelta

import pytest

from armslength.platform.core.clock import now
from armslength.platform.projects.models import Project
from tests.cast import Cast, make_project

MAIL = "jane.doe@gmail.com"
HIDE = {"confirm_masked": "yes"}


@pytest.fixture
def project(members: Cast) -> Project:
    """An open project of Ada's."""
    return make_project(members.client)


@pytest.fixture
def brief() -> dict[str, str]:
    """The fields of a project."""
    return {
        "title": "A logo for a boat yard",
        "text": "Wooden boats.\r\nOne colour.",
        "skills": "Logo design, logo design, Lettering",
        "budget": "450.50",
        "currency": "EUR",
        "deadline": (now() + timedelta(days=30)).date().isoformat(),
    }


@pytest.fixture
def offer() -> dict[str, str]:
    """The fields of a proposal."""
    return {"text": "I would begin with the boats.", "price": "400", "days": "12"}
