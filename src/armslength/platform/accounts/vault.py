"""The vault: the only code that reads or writes contact details.

A detail is sealed with its member and kind as context, so that it opens in its own row
only, and found by keyed hashes of canonical forms. `reveal_login_mail` is for `mail` alone;
a test holds every other module to that.
"""

from collections.abc import Callable, Collection, Iterable

from django.db import IntegrityError, transaction
from django.views.decorators.debug import sensitive_variables

from armslength.platform.accounts.errors import DetailNotKeptError, DetailTakenError
from armslength.platform.accounts.models import Member, VaultEntry, VaultLookup
from armslength.platform.accounts.rules import (
    LOGIN_MAIL,
    NAME,
    Form,
    canonical_login_mail,
    forms_of_candidate,
    forms_of_detail,
    mask_detail,
    name_runs,
)
from armslength.platform.accounts.types import DetailKind
from armslength.platform.core.clock import now
from armslength.platform.core.sealing import SealBrokenError, is_current, keyed_hashes, seal, unseal

RESEAL_BATCH = 200
KEY_TAG_BYTES = 4

Resealer = Callable[[], int]

_resealers: dict[str, Resealer] = {}


@sensitive_variables("value")
def store_detail(member: Member, kind: DetailKind, value: str) -> None:
    """Keep `value` as the member's detail of `kind`, in place of an earlier one. Raises DetailTakenError."""
    moment = now()
    sealed = seal(value.encode(), context=_context(member, kind))
    try:
        with transaction.atomic():
            entry, _ = VaultEntry.objects.update_or_create(
                member=member,
                kind=kind,
                defaults={"sealed": sealed, "changed_at": moment},
                create_defaults={"sealed": sealed, "changed_at": moment, "created_at": moment},
            )
            _write_lookups(entry, value)
    except IntegrityError:
        if kind is not DetailKind.LOGIN_MAIL:
            raise
        # Without its cause, in which the database names the digest.
        raise DetailTakenError from None


def remove_detail(member: Member, kind: DetailKind) -> None:
    """Forget the member's detail of `kind`. Raises DetailNotKeptError; the login address always stays."""
    removed = VaultEntry.objects.filter(member=member, kind=kind).exclude(kind=DetailKind.LOGIN_MAIL).delete()[0]
    if not removed:
        raise DetailNotKeptError


def masked_detail(member: Member, kind: DetailKind) -> str | None:
    """The member's detail as its owner may see it ("j•••@g•••.com"), or None when there is none."""
    entry = VaultEntry.objects.filter(member=member, kind=kind).select_related("member").first()
    return None if entry is None else mask_detail(kind, _open(entry))


def reveal_login_mail(member_id: int) -> str:
    """The login address in the clear, for sending. Raises DetailNotKeptError, SealBrokenError."""
    entry = VaultEntry.objects.filter(member_id=member_id, kind=DetailKind.LOGIN_MAIL).select_related("member").first()
    if entry is None:
        raise DetailNotKeptError
    return _open(entry)


@sensitive_variables("mail")
def find_owner(mail: str) -> Member | None:
    """The member whose login address is `mail`, whatever state the account is in; one query either way."""
    digests = keyed_hashes(canonical_login_mail(mail), purpose=LOGIN_MAIL)
    lookups = VaultLookup.objects.filter(purpose=LOGIN_MAIL, digest__in=digests).select_related("entry__member")
    lookup = lookups.first()
    return None if lookup is None else lookup.entry.member


@sensitive_variables("candidates")
def matches_own_detail(member_ids: Collection[int], candidates: Iterable[tuple[str, str]]) -> bool:
    """Whether a candidate, as (the guard's kind, canonical value), is a detail of one of the members.

    One query, and none without candidates. A kind "name" is compared with legal names.
    """
    forms = {form for kind, value in candidates for form in forms_of_candidate(kind, value)}
    if not forms:
        return False
    rows = VaultLookup.objects.filter(entry__member_id__in=member_ids, purpose__in={purpose for purpose, _ in forms})
    known = {(purpose, bytes(digest)) for purpose, digest in rows.values_list("purpose", "digest")}
    return bool(known) and any((form[0], digest) in known for form in forms for digest in _digests(form))


@sensitive_variables("text")
def find_own_names(member_ids: Collection[int], text: str) -> list[tuple[int, int]]:
    """Where the whole legal name of one of the members stands in `text`, in any order and case, as code-point spans.

    One query; nothing else when none of them has given a name.
    """
    rows = VaultLookup.objects.filter(entry__member_id__in=member_ids, purpose=NAME)
    known = {bytes(digest) for digest in rows.values_list("digest", flat=True)}
    if not known:
        return []
    return [(start, end) for start, end, form in name_runs(text) if not known.isdisjoint(_digests(form))]


def register_resealer(name: str, reseal: Resealer) -> None:
    """Have `reseal` called when keys are rotated. Called from AppConfig.ready of apps with sealed columns.

    `reseal` seals all its rows that are not current under the current key, in short
    transactions, and returns how many; called again after an interruption, it goes on.
    """
    _resealers[name] = reseal


def resealers() -> dict[str, Resealer]:
    """What else is sealed under the vault's keys, by name."""
    return dict(_resealers)


def reseal_entries(on_batch: Callable[[int], None]) -> tuple[int, int]:
    """Seal and digest anew every entry that is not under the current keys.

    Goes by id in batches, each its own transaction, so it can be stopped and started again;
    calls `on_batch` with the number done so far. Returns how many were done, and how many
    could not be opened because their key is not in the ring any more.
    """
    done, broken, last_id = 0, 0, 0
    all_ids = VaultEntry.objects.order_by("pk").values_list("pk", flat=True)
    while ids := list(all_ids.filter(pk__gt=last_id)[:RESEAL_BATCH]):
        batch_done, batch_broken = _reseal_batch(ids)
        done, broken, last_id = done + batch_done, broken + batch_broken, ids[-1]
        if batch_done:
            on_batch(done)
    return done, broken


@transaction.atomic
def _reseal_batch(ids: list[int]) -> tuple[int, int]:
    done = broken = 0
    entries = VaultEntry.objects.select_for_update(of=("self",)).filter(pk__in=ids).select_related("member")
    for entry in entries.prefetch_related("lookups"):
        if _is_current(entry):
            continue
        try:
            _reseal(entry)
        except SealBrokenError:
            broken += 1
        else:
            done += 1
    return done, broken


def _reseal(entry: VaultEntry) -> None:
    value = _open(entry)
    entry.sealed = seal(value.encode(), context=_context(entry.member, entry.kind))
    entry.save(update_fields=["sealed"])
    _write_lookups(entry, value)


def _is_current(entry: VaultEntry) -> bool:
    tags = {bytes(lookup.key_tag) for lookup in entry.lookups.all()}
    return is_current(bytes(entry.sealed)) and tags == set(_key_tags())


def _context(member: Member, kind: str) -> str:
    return f"vault:{member.public_id}:{kind}"


def _open(entry: VaultEntry) -> str:
    return unseal(bytes(entry.sealed), context=_context(entry.member, entry.kind)).decode()


def _digests(form: Form) -> list[bytes]:
    purpose, value = form
    return keyed_hashes(value, purpose=purpose)


def _key_tags() -> list[bytes]:
    """A short name for every lookup key in force, current first."""
    return [digest[:KEY_TAG_BYTES] for digest in keyed_hashes("", purpose="lookup key tag")]


def _write_lookups(entry: VaultEntry, value: str) -> None:
    entry.lookups.all().delete()
    VaultLookup.objects.bulk_create(
        VaultLookup(entry=entry, purpose=form[0], digest=digest, key_tag=tag)
        for form in forms_of_detail(entry.kind, value)
        for tag, digest in zip(_key_tags(), _digests(form), strict=True)
    )
