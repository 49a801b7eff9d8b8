"""Hands on a keyboard: a key is pressed once the page's behaviors are there; people are slower than tests."""

from playwright.sync_api import Page

READY = "() => !document.querySelector('script[type=module]') || 'ready' in document.documentElement.dataset"


def press(page: Page, key: str) -> None:
    """Press a key on a page that is ready for it."""
    page.wait_for_load_state("load")
    page.wait_for_function(READY)
    page.keyboard.press(key)


def send(page: Page, name: str) -> None:
    """Press the button of a form, and wait until the server has done what it asks."""
    with page.expect_response(lambda answer: answer.request.method == "POST"):
        page.get_by_role("button", name=name).click()
