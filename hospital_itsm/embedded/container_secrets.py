"""Write the secrets that docker-compose.yml reads into the git-ignored `secrets/`; existing ones stay.

The files are readable by everybody (the containers' users are not yours), their folder by you alone.
"""

import secrets
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[2] / "secrets"
KEYS = ("secret_key", "field_key", "audit_key", "postgres_password", "redis_password")


def keep_or_make(folder: Path, name: str, value: str) -> str:
    """Return the stored secret, storing `value` when there is none."""
    path = folder / name
    if not path.exists():
        path.write_text(value + "\n", encoding="utf-8")
        path.chmod(0o644)
    return path.read_text(encoding="utf-8").strip()


def write_secrets(folder: Path = FOLDER) -> dict[str, str]:
    """Make every secret that is missing; return all of them by name."""
    folder.mkdir(mode=0o700, exist_ok=True)
    made = {name: keep_or_make(folder, name, secrets.token_urlsafe(48)) for name in KEYS}
    database = f"postgres://itsm:{made['postgres_password']}@postgres:5432/hospital_itsm"
    made["database_url"] = keep_or_make(folder, "database_url", database)
    made["redis_url"] = keep_or_make(folder, "redis_url", f"redis://:{made['redis_password']}@redis:6379/0")
    return made


if __name__ == "__main__":
    write_secrets()
    print(f"Secrets are in {FOLDER}. Keep a copy of field_key where the backups are not.")
