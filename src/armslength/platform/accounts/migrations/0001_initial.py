"""Members, the vault, sessions and mailed links."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import armslength.platform.core.ids


class Migration(migrations.Migration):
    """The first tables."""

    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Member",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("password", models.CharField(max_length=128, verbose_name="password")),
                ("public_id", armslength.platform.core.ids.PublicIdField()),
                ("is_client", models.BooleanField(default=False)),
                ("is_freelancer", models.BooleanField(default=False)),
                ("is_moderator", models.BooleanField(default=False)),
                ("is_operator", models.BooleanField(default=False)),
                ("verified_at", models.DateTimeField(db_index=True, null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                ("created_at", models.DateTimeField()),
                ("timezone", models.CharField(default="UTC", max_length=64)),
                ("language", models.CharField(default="en", max_length=16)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="MailToken",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("purpose", models.CharField(choices=[("verify", "Verify"), ("reset", "Reset")], max_length=8)),
                ("digest", models.BinaryField(max_length=32, unique=True)),
                ("expires_at", models.DateTimeField(db_index=True)),
                ("used_at", models.DateTimeField(null=True)),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="mail_tokens",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="MemberSession",
            fields=[
                ("session_data", models.TextField(verbose_name="session data")),
                ("expire_date", models.DateTimeField(db_index=True, verbose_name="expire date")),
                ("session_key", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("public_id", armslength.platform.core.ids.PublicIdField()),
                ("device", models.CharField(blank=True, max_length=64)),
                ("created_at", models.DateTimeField()),
                ("last_seen_at", models.DateTimeField()),
                (
                    "member",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="sessions",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "session",
                "verbose_name_plural": "sessions",
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="VaultEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("login_mail", "Login Mail"),
                            ("phone", "Phone"),
                            ("legal_name", "Legal Name"),
                            ("payout", "Payout"),
                        ],
                        max_length=16,
                    ),
                ),
                ("sealed", models.BinaryField()),
                ("created_at", models.DateTimeField()),
                ("changed_at", models.DateTimeField()),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="vault_entries",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="VaultLookup",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("purpose", models.CharField(max_length=16)),
                ("digest", models.BinaryField(max_length=32)),
                ("key_tag", models.BinaryField(max_length=4)),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="lookups", to="accounts.vaultentry"
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="vaultentry",
            constraint=models.UniqueConstraint(fields=("member", "kind"), name="vault_entry_once_a_kind"),
        ),
        migrations.AddIndex(
            model_name="vaultlookup",
            index=models.Index(fields=["digest"], name="vault_lookup_digest"),
        ),
        migrations.AddConstraint(
            model_name="vaultlookup",
            constraint=models.UniqueConstraint(
                condition=models.Q(("purpose", "login_mail")), fields=("digest",), name="login_mail_of_one_member"
            ),
        ),
    ]
