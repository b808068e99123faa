"""The proxies that stand in front of such sites, each as its package has it, and as docs/operations.md teaches it."""

import os
import re
import shutil
import ssl
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from coalition import child_process
from coalition.stack import ROOT, free_port, port_is_free
from tests.production import signing_pair

HOST = "www.coalition.example"
STARTS_WITHIN = 120  # seconds; it only ends a hang
WHERE = f"{os.environ['PATH']}:/usr/sbin:/sbin"  # where servers are for who is not root
Servers = list[tuple[int, int, bool]]  # the proxy's port, the site's, and whether the proxy was taught


def nginx(folder: Path, servers: Servers) -> list[str]:
    taught = (
        "proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for; "
        "proxy_set_header X-Forwarded-Proto $scheme; proxy_set_header Host $host;"
    )
    blocks = "".join(
        f"server {{ listen 127.0.0.1:{port}; "
        f"location / {{ proxy_pass http://127.0.0.1:{site}; {taught if knows else ''} }} }}\n"
        for port, site, knows in servers
    )
    user = "user root;" if os.geteuid() == 0 else ""
    (folder / "nginx.conf").write_text(
        f"{user} daemon off; worker_processes 1; pid {folder}/pid; error_log {folder}/log;\n"
        f"events {{}}\nhttp {{ access_log off; {_own(folder)}\n{blocks} }}\n"
    )
    return [_program("nginx"), "-e", f"{folder}/log", "-c", f"{folder}/nginx.conf"]


def haproxy(folder: Path, servers: Servers) -> list[str]:
    taught = (
        "  option forwardfor\n  http-request set-header X-Forwarded-Proto https if { ssl_fc }\n"
        "  http-request set-header X-Forwarded-Proto http if !{ ssl_fc }\n"
    )
    blocks = "".join(
        f"listen site{port}\n  bind 127.0.0.1:{port}\n{taught if knows else ''}  server site 127.0.0.1:{site}\n"
        for port, site, knows in servers
    )
    times = "  timeout connect 5s\n  timeout client 60s\n  timeout server 60s\n"
    (folder / "haproxy.cfg").write_text(f"defaults\n  mode http\n{times}{blocks}")
    return [_program("haproxy"), "-db", "-f", f"{folder}/haproxy.cfg"]


def caddy(folder: Path, servers: Servers) -> list[str]:
    """Return the command of a Caddy for `servers`: it needs no teaching."""
    blocks = "".join(
        f"http://:{port} {{\n  bind 127.0.0.1\n  reverse_proxy 127.0.0.1:{site}\n}}\n" for port, site, _knows in servers
    )
    (folder / "Caddyfile").write_text(f"{{\n  admin off\n  storage file_system {folder}/caddy\n}}\n{blocks}")
    return [_program("caddy"), "run", "--adapter", "caddyfile", "--config", f"{folder}/Caddyfile"]


def apache(folder: Path, servers: Servers) -> list[str]:
    modules = "".join(
        f"LoadModule {name}_module /usr/lib/apache2/modules/mod_{name}.so\n"
        for name in ("mpm_event", "authz_core", "proxy", "proxy_http", "headers")
    )
    taught = "  ProxyPreserveHost On\n  RequestHeader set X-Forwarded-Proto expr=%{REQUEST_SCHEME}\n"
    blocks = "".join(
        f"Listen 127.0.0.1:{port}\n<VirtualHost 127.0.0.1:{port}>\n{taught if knows else ''}"
        f"  ProxyPass / http://127.0.0.1:{site}/\n</VirtualHost>\n"
        for port, site, knows in servers
    )
    user = "User www-data\nGroup www-data\n" if os.geteuid() == 0 else ""
    (folder / "apache.conf").write_text(
        f"ServerName localhost\nServerRoot {folder}\nPidFile {folder}/pid\nErrorLog {folder}/log\n"
        f"DefaultRuntimeDir {folder}\n{modules}{user}{blocks}"
    )
    return [_program("apache2"), "-DFOREGROUND", "-f", f"{folder}/apache.conf"]


def _program(name: str) -> str:
    found = shutil.which(name, path=WHERE)
    assert found, f"{name} is needed: run .ci/programs, or install the package."
    return found


PROXIES: dict[str, Callable[[Path, Servers], list[str]]] = {
    "nginx": nginx,
    "haproxy": haproxy,
    "caddy": caddy,
    "apache": apache,
}


@contextmanager
def running(name: str, folder: Path, sites: list[tuple[int, bool]]) -> Iterator[list[int]]:
    """Run the proxy `name` in front of `sites`, each a port and whether the proxy is taught; yield its own ports."""
    folder.mkdir(parents=True)
    servers = [(free_port(), site, taught) for site, taught in sites]
    ports = [port for port, _site, _taught in servers]
    with program(folder, PROXIES[name](folder, servers), ports):
        yield ports


@contextmanager
def program(folder: Path, command: list[str], ports: list[int], **environment: str) -> Iterator[None]:
    """Run a server that answers at `ports`; what it says goes to the file `out` in `folder`."""
    with (folder / "out").open("ab") as out:
        process = subprocess.Popen(
            child_process.command(command), stdout=out, stderr=subprocess.STDOUT, cwd=folder,
            env={**os.environ, **environment},
        )  # fmt: skip
    deadline = time.monotonic() + STARTS_WITHIN
    try:
        while any(map(port_is_free, ports)):
            assert process.poll() is None, (folder / "out").read_text()
            assert time.monotonic() < deadline, (folder / "out").read_text()
            time.sleep(0.05)
        yield
    finally:
        process.terminate()
        process.wait(STARTS_WITHIN)


def packaged_nginx(folder: Path, upstream: int, plain: int, secure: int, *, told_port: bool = False) -> list[str]:
    """Return the command of nginx as packaging/ has it, but for ports and certificate.

    `told_port` is for a site whose address has a port.
    """
    key, certificate = signing_pair(HOST)
    (folder / "key.pem").write_text(key)
    (folder / "fullchain.pem").write_text(certificate)
    text = (ROOT / "packaging" / "nginx.conf").read_text().replace("/etc/ssl/coalition", str(folder))
    text = re.sub(r"listen (\[::\]:)?(80|443)( ssl http2)?;", lambda found: "" if found[1] else (
        f"listen 127.0.0.1:{plain if found[2] == '80' else secure}{found[3] or ''};"), text)  # fmt: skip
    text = text.replace("127.0.0.1:8000", f"127.0.0.1:{upstream}")
    text = text.replace("Host $host;", "Host $http_host;") if told_port else text
    first = f"user root; daemon off; worker_processes 1; pid {folder}/pid; events {{}}"
    (folder / "nginx.conf").write_text(f"{first}\nhttp {{ {_own(folder)}\n{text}\n}}\n")
    return [_program("nginx"), "-e", f"{folder}/log", "-c", f"{folder}/nginx.conf"]


def _own(folder: Path) -> str:
    kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    return "".join(f"{kind}_temp_path {folder}/{kind}; " for kind in kinds)


def trusting() -> ssl.SSLContext:
    """Return a context that takes the test's own certificate."""
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    return context
