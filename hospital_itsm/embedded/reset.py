"""Start afresh: `make reset` stops the embedded servers and removes what a run has built."""

import shutil
import sys

from hospital_itsm.embedded import places
from hospital_itsm.embedded.owner import outside_folder, server_owner
from hospital_itsm.embedded.services import Services, demo_lock

KEPT = {"boot", "node", "browser"}


def main() -> int:
    """Remove the demo's and the tests' data of this checkout; downloads stay."""
    with demo_lock() as free:
        if not free:
            print("The demo runs. Stop it with Ctrl-C first.", file=sys.stderr)
            return 1
        for folder, durable in ((places.run_folder(), True), (places.run_folder("tests"), False)):
            if not Services(folder, durable=durable).take().leave():
                print(f"The servers in {folder} are in use. Stop what uses them first.", file=sys.stderr)
                return 1
        remove()
    print("Fresh again. The next make demo loads the demo hospital anew.")
    return 0


def remove() -> None:
    """Delete everything in `.run` but downloads, and the data kept outside the checkout."""
    for path in places.run_folder().iterdir():
        if path.name in KEPT:
            continue
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink()
    if places.outside_home().exists():
        shutil.rmtree(outside_folder(server_owner()))


if __name__ == "__main__":
    sys.exit(main())
