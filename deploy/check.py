"""`python -m deploy.check`: the nginx configuration, tried with two servers of the app and a browser.

- A visitor's server is killed: the page comes back from the other one with the same settings.
- The app works under a path prefix.
- Where websockets are blocked, the visitor reads so.

Needs nginx (Debian, Ubuntu: apt-get install nginx-light) and a browser.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser

from browsing.chrome import browsing, free_port, settle, start

NGINX = Path(__file__).with_name("nginx")
PREFIX = "/class"
QUIET = subprocess.DEVNULL


def configuration(*, port: int, prefix: str, servers: list[str], public: Path) -> str:
    """The template, filled in: visitors come in at `port` of this machine only."""
    lines = "\n        ".join(f"server {server} max_fails=1 fail_timeout=10s;" for server in servers)
    values = {"PORT": f"127.0.0.1:{port}", "PREFIX": prefix, "SERVERS": lines, "PUBLIC": str(public)}
    template = (NGINX / "nginx.conf.template").read_text(encoding="utf-8")
    return re.sub(r"\$\{([A-Z]+)\}", lambda found: values[found[1]], template)


@contextmanager
def proxied(servers: list[str], *, prefix: str = "", without_websockets: bool = False) -> Iterator[str]:
    """The address at which nginx passes visitors on to the servers (host:port)."""
    found = shutil.which("nginx", path="/usr/sbin:/usr/local/sbin:/usr/bin:/usr/local/bin:/opt/homebrew/bin")
    if found is None:
        raise RuntimeError("no nginx: install it (Debian, Ubuntu: apt-get install nginx-light)")
    with tempfile.TemporaryDirectory() as folder:
        public, port = Path(folder), free_port()
        public.chmod(0o755)  # started by root, nginx reads as a user without rights
        shutil.copy(NGINX / "blocked.js", public)
        written = configuration(port=port, prefix=prefix, servers=servers, public=public)
        if without_websockets:  # as a proxy that does not know them
            written = written.replace("proxy_set_header Upgrade $http_upgrade;", 'proxy_set_header Upgrade "";')
        (public / "nginx.conf").write_text(f"daemon off;\n{written}", encoding="utf-8")
        process = subprocess.Popen([found, "-p", folder, "-c", str(public / "nginx.conf")], stdout=QUIET, stderr=QUIET)
        try:
            address = f"http://127.0.0.1:{port}{prefix}"
            _wait(f"{address}/_stcore/health")
            yield address
        finally:
            process.terminate()
            process.wait(20)


def _wait(address: str) -> None:
    for _ in range(50):
        try:
            with urllib.request.urlopen(address, timeout=5):
                return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError(f"nginx does not answer: {address}")


def _host(address: str) -> str:
    return address.removeprefix("http://").split("/")[0]


def check_failover(browser: Browser) -> None:
    """The server of an open page is killed; the page comes back from the other with its settings, and works."""
    replicas = dict(start(QUIET)[::-1] for _ in range(2))
    try:
        with proxied([_host(address) for address in replicas]) as address:
            page = browser.new_page()
            page.goto(f"{address}/linear_regression?w1=-1.5&noise=0.5&lang=zh")
            settle(page)
            serving = next(replica for replica in replicas if _connections(replicas[replica]))
            replicas[serving].kill()
            page.wait_for_selector("[data-testid=stApp]:not([data-test-connection-state=CONNECTED])", timeout=30_000)
            settle(page)
            page.wait_for_timeout(2000)  # the new server's first run
            settle(page)
            value = page.locator(".st-key-w1 input[type=range]").input_value()
            assert (value, page.locator("h1").inner_text()) == ("-1.5", "线性回归")
            page.locator(".st-key-w1 input[type=range]").press("ArrowRight")
            page.wait_for_function("location.search.includes('w1=-1.4')")
            page.close()
    finally:
        for process in replicas.values():
            process.kill()
            process.wait(20)


def _connections(process: subprocess.Popen[bytes]) -> int:
    """How many sockets of the process are connected to somebody who came in."""
    inodes = {str(link.readlink()) for link in Path(f"/proc/{process.pid}/fd").iterdir() if link.is_symlink()}
    rows = [line.split() for line in Path("/proc/net/tcp").read_text().splitlines()[1:]]
    return sum(row[3] == "01" and f"socket:[{row[9]}]" in inodes for row in rows)


def check_prefix_and_blocked(browser: Browser) -> None:
    """Under a path prefix a lesson opens, links to others and reacts; without websockets it says what is wrong."""
    process, server = start(QUIET, prefix=PREFIX)
    try:
        with proxied([_host(server)], prefix=PREFIX) as address:
            page = browser.new_page()
            answer = page.goto(f"{address}/softmax?lang=en&o1=1.5")
            settle(page)
            headers = answer.all_headers() if answer else {}
            assert headers["x-content-type-options"] == "nosniff"
            assert headers["content-encoding"] == "gzip"
            assert page.locator(".st-key-o1 input[type=range]").input_value() == "1.5"
            page.get_by_role("link", name="Next lesson").click()
            page.wait_for_function(f"location.pathname === '{PREFIX}/cross_entropy'")
            settle(page)
            page.reload()
            settle(page)
            page.close()
        with proxied([_host(server)], prefix=PREFIX, without_websockets=True) as address:
            page = browser.new_page(locale="zh-CN")
            page.goto(f"{address}/softmax")
            notice = page.get_by_role("alert")
            notice.wait_for(timeout=20_000)
            assert "WebSocket" in notice.inner_text()
            assert notice.get_by_role("link").get_attribute("href") == f"{address}/offline/"
            page.close()
    finally:
        process.kill()
        process.wait(20)


if __name__ == "__main__":
    with browsing() as running:
        for check in (check_failover, check_prefix_and_blocked):
            check(running)
            print(f"{check.__name__}: right", flush=True)
    sys.exit()
