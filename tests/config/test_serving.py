"""`kheo serve` as a process: it starts, answers, refuses a second one on its port, and ends when told."""

import json
import os
import signal
import socket
import subprocess
import sys
import urllib.request
from contextlib import contextmanager

import pytest

from kheo.config import serving


def environment(home):
    kept = {name: value for name, value in os.environ.items() if not name.startswith("DJANGO_")}
    return {**kept, "KHEO_HOME": str(home), "DJANGO_SETTINGS_MODULE": "kheo.config.settings"}


def kheo(*arguments, home):
    return subprocess.run(
        [sys.executable, "-m", "kheo.cli", *arguments],
        env=environment(home),
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


@contextmanager
def served(home, port):
    """A server that has said that it listens, and is ended with the block."""
    server = subprocess.Popen(
        [sys.executable, "-m", "kheo.cli", "serve", "--port", str(port)],
        env=environment(home),
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert server.stdout.readline() == f"Khéo đang chạy tại http://127.0.0.1:{port}/\n"
        yield server
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(timeout=30)


@pytest.fixture
def port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def test_from_an_empty_folder_to_a_page(tmp_path, port, fresh_database):
    fresh_database()
    home = tmp_path / "home"
    too_early = kheo("serve", "--port", str(port), home=home)
    assert (too_early.returncode, too_early.stdout) == (1, "")
    assert "kheo upgrade" in too_early.stderr
    assert kheo("upgrade", home=home).returncode == 0
    with served(home, port) as server:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=30) as answer:
            assert json.load(answer)["ok"] is True
        second = kheo("serve", "--port", str(port), home=home)
        assert (second.returncode, str(port) in second.stderr) == (1, True)
        in_use = kheo("restore", str(tmp_path / "none.zip"), "--force", home=home)
        assert in_use.returncode == 1
    assert server.returncode == 0
    assert kheo("recount", "--check", home=home).returncode == 0


def test_a_free_port_is_not_refused(port):
    serving.refuse_taken_port("127.0.0.1", port)


def test_an_address_of_another_machine_is_refused():
    with pytest.raises(serving.NotReady, match=r"203\.0\.113\.9"):
        serving.refuse_taken_port("203.0.113.9", 8000)
