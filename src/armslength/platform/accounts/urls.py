"""Routes of the accounts."""

from django.urls import path

from armslength.platform.accounts.views import entering, joining, private, security

urlpatterns = [
    path("sign-up/", joining.join, name="sign_up"),
    path("sign-up/check-mail/", joining.check_mail, name="check_mail"),
    path("verify/<str:token>/", joining.verify, name="verify_mail"),
    path("sign-in/", entering.sign_in, name="sign_in"),
    path("sign-out/", entering.sign_out, name="sign_out"),
    path("reset/", entering.request_reset, name="request_reset"),
    path("reset/sent/", entering.reset_sent, name="reset_sent"),
    path("reset/<str:token>/", entering.reset_password, name="reset_password"),
    path("settings/security/", security.security, name="security"),
    path("settings/security/password/", security.change_password, name="change_password"),
    path("settings/security/sessions/end-others/", security.revoke_other_sessions, name="revoke_other_sessions"),
    path("settings/security/sessions/<str:session_id>/end/", security.revoke_session, name="revoke_session"),
    path("settings/private/", private.private_details, name="private_details"),
    path("settings/private/<str:kind>/", private.keep_detail, name="keep_detail"),
    path("settings/private/<str:kind>/remove/", private.forget_detail, name="forget_detail"),
]
