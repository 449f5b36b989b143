"""The page to try, in a real browser."""

import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from selenium.webdriver.remote.webdriver import WebDriver

CHROMIUM, DRIVER = shutil.which("chromium") or shutil.which("chromium-browser"), shutil.which("chromedriver")

needs_browser = pytest.mark.skipif(not (CHROMIUM and DRIVER), reason="needs chromium and chromedriver")


@pytest.fixture
def page(tmp_path: Path) -> Iterator[tuple[subprocess.Popen[str], list[str]]]:
    """The program itself, and what it printed up to the page's address."""
    program = subprocess.Popen(
        [sys.executable, "-m", "bot", "try"],
        cwd=tmp_path,
        env={"PYTHONPATH": str(Path(__file__).parents[2]), "PATH": "/usr/bin:/bin", "LOG_LEVEL": "WARNING"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert program.stdout is not None
    printed: list[str] = []
    for line in program.stdout:
        printed.append(line.rstrip())
        if line.startswith("Open "):
            break
    yield program, printed
    program.kill()
    program.communicate()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_the_terminal_first_shows_an_answer_then_the_address_and_ctrl_c_ends_it(
    page: tuple[subprocess.Popen[str], list[str]], number: signal.Signals
) -> None:
    program, printed = page

    program.send_signal(number)
    rest, _ = program.communicate(timeout=10)

    assert program.returncode == 0
    assert "Traceback" not in rest
    text = "\n".join(printed)
    told = (
        "5,000 US troops",
        "Differs from the record",
        "ore than 50,000",
        "\n“More than 50,000",
        "\nSource: ",
        "Open http://127.0.0.1:",
    )
    places = [text.index(part) for part in told]
    assert places == sorted(places)
    assert re.search(r"^Open http://127\.0\.0\.1:\d+/#[\w-]{20,}$", text, re.MULTILINE)


@needs_browser
def test_a_sentence_typed_on_the_page_is_answered_with_a_card(
    page: tuple[subprocess.Popen[str], list[str]], tmp_path: Path
) -> None:
    from selenium import webdriver
    from selenium.webdriver.common.by import By
    from selenium.webdriver.support.ui import WebDriverWait

    _, printed = page
    options = webdriver.ChromeOptions()
    options.binary_location = CHROMIUM or ""
    for flag in (
        *("headless", "no-sandbox", "disable-gpu", "disable-quic", "no-first-run", "disable-background-networking"),
        *("disable-component-update", "disable-sync", "window-size=1280,1000", f"user-data-dir={tmp_path / 'browser'}"),
    ):
        options.add_argument(f"--{flag}")
    browser = webdriver.Chrome(options=options, service=webdriver.ChromeService(executable_path=DRIVER))
    try:
        browser.get(printed[-1].removeprefix("Open "))
        wait = WebDriverWait(browser, 40)
        wait.until(lambda shown: "Differs from the record" in shown.find_element(By.TAG_NAME, "body").text)
        wait.until(lambda shown: _said(shown, "are there more than 50k american soldiers in japan?"))
        wait.until(lambda shown: "Agrees with the record" in shown.find_element(By.TAG_NAME, "body").text)
    finally:
        browser.quit()


def _said(browser: "WebDriver", text: str) -> bool:
    """Type a line and tell whether it was sent: on a busy machine the page may redraw itself under the typist."""
    from selenium.common.exceptions import WebDriverException
    from selenium.webdriver.common.by import By

    try:
        box = browser.find_element(By.ID, "channel-composer-input")
        if text in browser.find_element(By.CSS_SELECTOR, "main").text:
            return True
        if not box.get_attribute("value"):
            box.send_keys(text)
        box.send_keys("\n")
    except WebDriverException:
        pass
    return False
