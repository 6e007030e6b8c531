"""The addresses of governance."""

from django.urls import path

from governance.api import audit, component_use, pages, views

urlpatterns = [
    path("apps/<uuid:app_id>/submit/", pages.submit, name="app-submit"),
    path("reviews/", pages.reviews, name="reviews"),
    path("reviews/<uuid:submission_id>/", pages.review, name="review"),
    path("audit/", audit.audit, name="audit"),
    path("api/audit", audit.AuditView.as_view()),
    path("api/audit/chain", audit.AuditChainView.as_view()),
    path("api/component-use", component_use.ComponentUseView.as_view()),
    path("api/home", views.HomeView.as_view()),
    path("api/portfolio", views.PortfolioView.as_view()),
    path("api/reviews", views.ReviewQueueView.as_view()),
    path("api/apps/<uuid:app_id>/check", views.CheckView.as_view()),
    path("api/apps/<uuid:app_id>/submission-preview", views.PreviewView.as_view()),
    path("api/apps/<uuid:app_id>/submissions", views.SubmitView.as_view()),
    path("api/submissions", views.SubmissionsView.as_view()),
    path("api/submissions/<uuid:submission_id>", views.SubmissionView.as_view()),
    path("api/submissions/<uuid:submission_id>/comments", views.CommentsView.as_view()),
    path("api/submissions/<uuid:submission_id>/viewed", views.ViewedView.as_view()),
    path("api/submissions/<uuid:submission_id>/withdraw", views.WithdrawView.as_view()),
    path("api/submissions/<uuid:submission_id>/decision", views.DecisionView.as_view()),
]
