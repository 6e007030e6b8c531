from django.urls import path

from accounts.api import pages, views

urlpatterns = [
    path("api/me", views.MeView.as_view(), name="me"),
    path("api/people", views.PeopleView.as_view(), name="people"),
    path("sign-in/", pages.sign_in, name="sign-in"),
    path("sign-in/demo", pages.sign_in_demo, name="sign-in-demo"),
    path("sign-out/", pages.sign_out, name="sign-out"),
]
