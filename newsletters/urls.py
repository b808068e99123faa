"""Addresses of this app below `/<language>/`. `newsletter/` and `newsletter/archive/` are pages."""

from django.urls import path

from newsletters.readers import views

app_name = "newsletters"
urlpatterns = [
    path("newsletter/confirm/link/<str:token>/", views.confirm_link, name="confirm_link"),
    path("newsletter/confirm/<str:handle>/", views.confirm, name="confirm"),
    path("newsletter/manage/<str:token>/", views.manage, name="manage"),
    path("newsletter/unsubscribe/<str:token>/", views.unsubscribe, name="unsubscribe"),
]
