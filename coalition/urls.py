"""Every address of the site, composed from the apps. See the table in docs/decisions/0001-addresses.md."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.http import HttpResponseForbidden
from django.urls import include, path, re_path
from django.views.decorators.http import require_POST
from django.views.generic import RedirectView, TemplateView
from wagtail import urls as wagtail_urls
from wagtail import views as page_views
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.admin.views.account import LogoutView
from wagtail.documents import urls as wagtaildocs_urls
from wagtail.documents.views import serve as document_views
from wagtail.images import urls as wagtailimages_urls

from charter.signatories import cards
from charter.signing import public_status as signatures
from coalition import former, probes, views
from coalition.accounts import views as accounts
from coalition.certificates import views as certificates
from coalition.figures import data_urls as figures_data
from coalition.pages.views import serve
from home import sitemaps

from .members import profiles, urls
from .pages import share_images
from .pages import views as sharing
from .pages.views import limit_guesses
from .users import views as session

# Wagtail's own two log-ins know no second factor: both addresses lead to the one log-in there is.
log_in = RedirectView.as_view(pattern_name="account_login", query_string=True)
# Wagtail's own refuses a GET, and takes the cookie of the session all the same: a link would log an editor out.
log_out = require_POST(LogoutView.as_view())

# Passwords of pages and documents are asked for by Wagtail, which lets anyone guess for ever.
guess_of_page = limit_guesses(page_views.authenticate_with_password)
guess_of_documents = limit_guesses(document_views.authenticate_with_password)

# What has an image for shared links of its own.
SHARED = {
    "site": share_images.find_site,
    "page": share_images.find_page,
    "member": profiles.find_share_card,
    "signature": signatures.find_share_card,
}

urlpatterns = [
    path("", views.choose_language, name="choose_language"),
    path("exit/now/", views.leave, name="leave"),
    path("live/", probes.live, name="live"),
    path("ready/", probes.ready, name="ready"),
    path("health/", probes.health, name="health"),
    path("metrics", probes.metrics, name="metrics"),
    path("robots.txt", views.robots, name="robots"),
    path("sitemap.xml", sitemaps.index, name="sitemap"),
    path("sitemap-<slug:section>.xml", sitemaps.section, name="sitemap_section"),
    path("proof-of-work/", views.proof_of_work, name="proof_of_work"),
    path("accounts/first-factor/", TemplateView.as_view(template_name="users/no_factor.html"), name="no_factor"),
    path("accounts/first-factor/<str:token>/", accounts.open_first_factor, name="first_factor"),
    path("accounts/", include("allauth.urls")),
    path("cms/login/", log_in, name="wagtailadmin_login"),
    path("cms/logout/", log_out, name="wagtailadmin_logout"),
    path("cms/session/", session.state, name="cms_session"),  # asked without a session too: no log-in page answers
    # Deleting, moving and unpublishing go through pages whose hooks may refuse; this asks no hook.
    path("cms/api/main/pages/<int:pk>/action/<str:action>/", lambda request, **_asked: HttpResponseForbidden()),
    path("cms/", include(wagtailadmin_urls)),
    path("documents/authenticate_with_password/<int:restriction_id>/", guess_of_documents),
    path("documents/", include(wagtaildocs_urls)),
    path("images/", include(wagtailimages_urls)),
    *(
        path(f"share/<slug:language>/{kind}-<slug:name>/<slug:digest>.png", sharing.image, {"kind": kind, "find": find})
        for kind, find in SHARED.items()
    ),
    path(
        f"share/<slug:language>/{cards.KIND}-<slug:name>/<slug:digest>.png",
        sharing.drawn_image,
        {"kind": cards.KIND, "find": cards.find_share_card, "task": "charter.draw_cards"},
    ),
    path("share/<slug:language>/<slug:name>/<slug:digest>.png", sharing.image, name="share_image"),
    path("media/images/<path:path>", views.picture, name="picture"),
    path("recordings/", include("webinars.replays.urls")),
    path("data/badge-issuer.json", certificates.badge_issuer, name="badge_issuer"),
    path("data/badge-keys.json", certificates.badge_keys, name="badge_keys"),
    path("data/badge-keys/<slug:thumbprint>.json", certificates.badge_keys, name="badge_key"),
    path("data/", include(urls)),
    path("data/", include(figures_data)),
    path("data/", include("charter.data_urls")),
    path("", include(former)),
]

if settings.MAIL_PROVIDER:
    from coalition.mail.provider import webhooks

    urlpatterns.append(path("mail/webhook/", include(webhooks())))

if settings.DEMO:
    from coalition import demo_urls

    urlpatterns += [path("demo/", include(demo_urls))]

urlpatterns += i18n_patterns(
    path("exit/", views.quick_exit, name="quick_exit"),
    path("", include("coalition.figures.urls")),
    path("", include("coalition.calls.urls")),
    path("", include("coalition.resources.urls")),
    path("", include("coalition.news.urls")),
    path("", include("charter.urls")),
    path("", include("webinars.urls")),
    path("", include("events.urls")),
    path("", include("newsletters.urls")),
    path("", include("home.urls")),
    path("", include(former.in_languages)),
    path("_util/login/", log_in, name="wagtailcore_login"),
    path("_util/authenticate_with_password/<int:page_view_restriction_id>/<int:page_id>/", guess_of_page),
    re_path(wagtail_urls.serve_pattern, serve, name="wagtail_serve"),
    path("", include(wagtail_urls)),
)

handler400 = "coalition.views.bad_request"
handler404 = "coalition.views.page_not_found"
handler500 = "coalition.views.server_error"
