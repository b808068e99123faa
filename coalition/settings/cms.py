"""Settings of Wagtail, its libraries and its CMS."""

WAGTAIL_SITE_NAME = "Coalition"
WAGTAIL_PASSWORD_REQUIRED_TEMPLATE = "pages/password_required.html"
WAGTAIL_AUTOSAVE_INTERVAL = 0  # it loses words: docs/decisions/0014-two-content-policies.md
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAILEMBEDS_FINDERS: list[dict[str, str]] = []  # nothing is embedded from a third party
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 10 * 1024 * 1024
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 64_000_000  # of all frames: a picture is drawn anew, and stands in memory meanwhile
WAGTAILIMAGES_EXTENSIONS = ["avif", "gif", "jpg", "jpeg", "png", "webp"]  # those that are drawn anew: pages/pictures.py
WAGTAILDOCS_SERVE_METHOD = "serve_view"  # after asking who may have it, wherever the file is
WAGTAILDOCS_DOCUMENT_FORM_BASE = "coalition.pages.documents.DocumentForm"
WAGTAILIMAGES_IMAGE_FORM_BASE = "coalition.pages.images.PictureForm"
# The index holds words that are folded and stemmed in their own language already: pages/search.py.
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database", "SEARCH_CONFIG": "simple"}}
WAGTAILADMIN_COMMENTS_ENABLED = True
WAGTAIL_LOCALIZE_DEFAULT_TRANSLATION_MODE = "simple"
WAGTAILLOCALIZE_SYNC_LIVE_STATUS_ON_TRANSLATE = False  # a copy in untranslated words waits as a draft
TAGGIT_CASE_INSENSITIVE = True
