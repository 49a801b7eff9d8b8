"""A job is seen, canceled and downloaded by whoever asked for it, and by nobody else."""

from collections.abc import Callable

from tests.authorization.scene import Scene
from tests.authorization.table import Case


def job(suffix: str = "") -> Callable[[Scene], str]:
    """The page of the agent's job, or what lies under it."""
    return lambda scene: f"/jobs/{scene.job.pk}/{suffix}"


CASES = [
    Case("jobs:job", job(), {"agent": 200}),
    Case("jobs:job", "/jobs/999999999/", about="none"),
    Case("jobs:cancel", job("cancel/"), {"agent": 302}, method="POST"),
    Case("jobs:mail", job("mail/"), {"agent": 302}, method="POST", data={"mail": "yes"}),
    Case("jobs:result", job("result/"), {"agent": 200}),
]
