"""What a page may load and do: our own files only, no inline script or style (CSP level 3)."""

from csp.constants import NONCE, NONE, SELF

DIRECTIVES = {
    "default-src": [NONE],
    "script-src": [SELF, NONCE],
    "style-src": [SELF],
    "img-src": [SELF, "data:"],
    "font-src": [SELF],
    "connect-src": [SELF],
    "form-action": [SELF],
    "base-uri": [NONE],
    "frame-ancestors": [NONE],
    "manifest-src": [SELF],
}

CAMERA_DIRECTIVES = {"script-src": ["'wasm-unsafe-eval'"]}
"""What a page with the camera's decoder may do beyond that: compile WebAssembly, which our own files bring."""
CAMERA_PERMISSIONS = "camera=(self), geolocation=(), microphone=()"
