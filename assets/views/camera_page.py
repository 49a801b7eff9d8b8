"""Pages whose camera button reads codes: policy and permissions are widened there and nowhere else."""

from typing import Any

from csp.decorators import csp_update
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.decorators import method_decorator

from hospital_itsm.core.content_policy import CAMERA_DIRECTIVES, CAMERA_PERMISSIONS
from hospital_itsm.core.views import PageView


class CameraPage(PageView):
    """A page that may use the camera and compile its decoder."""

    @method_decorator(csp_update(CAMERA_DIRECTIVES))
    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Answer, with the permission to use the camera."""
        response = super().dispatch(request, *args, **kwargs)
        response["Permissions-Policy"] = CAMERA_PERMISSIONS
        return response
