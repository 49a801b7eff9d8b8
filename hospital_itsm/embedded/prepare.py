"""Write `.run/env`: addresses of the embedded servers and secrets of this checkout (for `make setup`)."""

import os
import secrets

from hospital_itsm.embedded import places
from hospital_itsm.embedded.environment import ENV_FILE, read_run_env
from hospital_itsm.embedded.services import Services

DATABASE = "hospital_itsm"
KEYS = ("SECRET_KEY", "FIELD_KEY", "AUDIT_KEY")


def checkout_environment(services: Services) -> dict[str, str]:
    """Return the variables of this checkout, secrets kept from the last time."""
    kept = read_run_env()
    chosen = {
        name: kept.get(name) or secrets.token_urlsafe(40) for name in ("SECRET_KEY", "FIELD_KEY", "AUDIT_KEY")
    }
    chosen["DEMO_PASSWORD"] = (
        os.environ.get("DEMO_PASSWORD") or kept.get("DEMO_PASSWORD") or secrets.token_urlsafe(12)
    )
    chosen["DEVELOPMENT"] = "true"
    chosen["DATABASE_URL"] = services.postgres.url(DATABASE)
    chosen["REDIS_URL"] = services.valkey.url()
    return chosen


def write_run_env(services: Services) -> dict[str, str]:
    """Store the variables for manage.py, the demo and editors; return them."""
    chosen = checkout_environment(services)
    places.write_private(ENV_FILE, "".join(f"{name}={value}\n" for name, value in chosen.items()))
    return chosen


def main() -> None:
    """Settle ports and secrets of this checkout without starting anything."""
    services = Services(places.run_folder()).take()
    write_run_env(services)
    services.leave()


if __name__ == "__main__":
    main()
