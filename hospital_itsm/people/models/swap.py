"""Requests between colleagues about shifts: one takes another's, or two are swapped."""

from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import F, Q

from hospital_itsm.people.choices import SwapState


class SwapQuerySet(models.QuerySet["OnCallSwap"]):
    """Vocabulary of requests."""

    def visible_to(self, actor: Any) -> "SwapQuerySet":
        """Those one asked or is asked; all for those who keep the rota."""
        if "oncall.manage" in actor.permissions:
            return self
        return self.filter(Q(asker=actor.pk) | Q(asked=actor.pk))

    def open(self, now: datetime) -> "SwapQuerySet":
        """Those that can be answered still."""
        return self.filter(state=SwapState.OPEN, lapses_at__gt=now)

    def with_rows(self) -> "SwapQuerySet":
        """With everything that is said of them."""
        shifts = ("shift__team", "shift__user", "shift__covers")
        returns = ("in_return__team", "in_return__user", "in_return__covers")
        return self.select_related("asker", "asked", *shifts, *returns)


class OnCallSwap(models.Model):
    """`asker` asks `asked` to take `shift`, and offers to take `in_return` where there is one.

    Nothing changes until it is accepted. It lapses when the first of the shifts begins. A shift that leaves the rota
    leaves its requests, which have ended then.
    """

    shift = models.ForeignKey(
        "people.OnCallShift", null=True, on_delete=models.SET_NULL, related_name="swaps"
    )
    in_return = models.ForeignKey(
        "people.OnCallShift", null=True, on_delete=models.SET_NULL, related_name="swaps_in_return"
    )
    asker = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="swaps_asked")
    asked = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="swaps_to_answer")
    state = models.CharField(max_length=10, choices=SwapState.choices, default=SwapState.OPEN)
    lapses_at = models.DateTimeField()
    created_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True)
    declined_reason = models.CharField(max_length=200, blank=True, default="")
    version = models.PositiveIntegerField(default=1)

    objects = SwapQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=SwapState.values), name="swap_state_is_known"),
            models.CheckConstraint(condition=~Q(asker=F("asked")), name="nobody_swaps_with_themselves"),
            models.CheckConstraint(
                condition=Q(state=SwapState.OPEN, ended_at__isnull=True, shift__isnull=False)
                | (~Q(state=SwapState.OPEN) & Q(ended_at__isnull=False)),
                name="an_open_swap_has_a_shift_and_no_end",
            ),
            models.UniqueConstraint(
                fields=["shift"], condition=Q(state=SwapState.OPEN), name="one_open_request_a_shift"
            ),
        ]
        # serves: what can be answered still
        indexes = [models.Index(fields=["state", "lapses_at"], name="swaps_to_answer")]

    def __str__(self) -> str:
        return f"{self.asker_id} asks {self.asked_id}"

    def standing(self, now: datetime) -> SwapState:
        """Its state at an instant: an open one has lapsed once a shift has begun."""
        if self.state == SwapState.OPEN and self.lapses_at <= now:
            return SwapState.LAPSED
        return SwapState(self.state)
