"""Signing in and out. In demo mode one button per person; otherwise mail and password."""

from django.conf import settings
from django.contrib.auth import login, logout
from django.contrib.auth.forms import AuthenticationForm
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_POST

from accounts.services.demo import PERSONAS, demo_user
from accounts.services.sign_ins import sign_in_failed, sign_in_is_braked
from core.clock import now
from core.errors import NotFound
from core.http.identity import session_forget

BACKEND = "django.contrib.auth.backends.ModelBackend"


@require_http_methods(["GET", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """The sign-in page; POST signs in with mail and password. Too many wrong ones are answered 429 for a while."""
    form = AuthenticationForm(request, data=request.POST or None)
    if request.method != "POST":
        return _sign_in_page(request, form, status=200)
    email, moment = request.POST.get("username", ""), now()
    if sign_in_is_braked(email, now=moment):
        return _sign_in_page(request, form, status=429)
    # No account holds NUL, and PostgreSQL would not even compare it.
    if "\x00" in email or not form.is_valid():
        sign_in_failed(email, now=moment)
        return _sign_in_page(request, form, status=400)
    session_forget(request)
    login(request, form.get_user(), backend=BACKEND)
    return _onwards(request)


def _sign_in_page(request: HttpRequest, form: AuthenticationForm, *, status: int) -> HttpResponse:
    context = {
        "form": form,
        "personas": PERSONAS if settings.DEMO_MODE else (),
        "next": request.GET.get("next", ""),
        "failed": status == 400,
        "braked": status == 429,
    }
    return render(request, "accounts/sign_in.html", context, status=status)


@require_POST
def sign_in_demo(request: HttpRequest) -> HttpResponse:
    """Sign in as a demo person. 404 outside demo mode."""
    try:
        user = demo_user(request.POST.get("persona", ""))
    except NotFound as error:
        return render(request, "guildhall/message.html", {"title": error.title, "text": str(error)}, status=404)
    session_forget(request)
    login(request, user, backend=BACKEND)
    return _onwards(request)


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    session_forget(request)
    logout(request)
    return redirect("sign-in")


def _onwards(request: HttpRequest) -> HttpResponseRedirect:
    wanted = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return HttpResponseRedirect(wanted if safe and wanted.startswith("/") else "/")
