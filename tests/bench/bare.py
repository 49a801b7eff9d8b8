"""The yardstick's settings: sessions and sign-in, nothing else of the product round the view.

The backend is the product's, since it is named in the session of the person who asks; reading a person is Django's own.
"""

from tests.bench.settings import *  # noqa: F403
from tests.bench.settings import INSTALLED_APPS as ALL_APPS
from tests.bench.settings import TEMPLATES as PRODUCTS_OWN

APART = ("allauth", "axes")
INSTALLED_APPS = [app for app in ALL_APPS if not app.startswith(APART)]
AUTHENTICATION_BACKENDS = ["hospital_itsm.signin.backends.PasswordBackend"]
ROOT_URLCONF = "tests.bench.bare_urls"
MIDDLEWARE = [
    "tests.bench.counting.CountedStatements",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
]
TEMPLATES = [{**PRODUCTS_OWN[0], "OPTIONS": {}}]
