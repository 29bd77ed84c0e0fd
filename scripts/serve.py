"""Serve the atlas with as many processes as the machine has cores, behind HAProxy, which keeps every visitor at one of them.

A process that ends is started again; a visitor of it goes on at another one. Ctrl-C or SIGTERM ends all.
"""

from __future__ import annotations

import argparse
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from types import FrameType

ROOT = Path(__file__).resolve().parents[1]
HAPROXY_CFG = ROOT / "deploy" / "haproxy.cfg"
NO_HAPROXY = (
    "make serve needs HAProxy, and there is none on this machine. On Debian and Ubuntu: apt-get install haproxy\n"
    "One process needs none: make run"
)


def free_ports(number: int) -> list[int]:
    """Ports nobody listens on."""
    probes = [socket.socket() for _ in range(number)]
    for probe in probes:
        probe.bind(("127.0.0.1", 0))
    ports = [int(probe.getsockname()[1]) for probe in probes]
    for probe in probes:
        probe.close()
    return ports


def backend(ports: list[int]) -> str:
    """The servers on this machine, for HAProxy: a visitor keeps one by a cookie, and new ones go where the fewest are."""
    check = "default-server check inter 500 fall 2 rise 1 on-marked-down shutdown-sessions"
    rows = [f"server atlas{number} 127.0.0.1:{port} cookie atlas{number}" for number, port in enumerate(ports, 1)]
    keep = 'cookie atlas insert indirect nocache httponly attr "SameSite=Lax"'
    lines = ["balance leastconn", keep, "option httpchk GET /api/v1/health", check, *rows]
    return "backend atlases\n" + "".join(f"    {line}\n" for line in lines)


def start(port: int) -> subprocess.Popen[bytes]:
    """One process of the atlas."""
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.address", "127.0.0.1", "--server.port", str(port)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL)


def serve(listen: str, number: int) -> None:
    """Start everything and keep it running until a signal ends it."""
    haproxy = shutil.which("haproxy", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
    if haproxy is None:
        sys.exit(NO_HAPROXY)
    ended = False

    def end(_: int, __: FrameType | None) -> None:
        nonlocal ended
        ended = True

    signal.signal(signal.SIGTERM, end)
    signal.signal(signal.SIGINT, end)
    ports = free_ports(number)
    with tempfile.TemporaryDirectory() as folder:
        servers = Path(folder) / "servers.cfg"
        servers.write_text(backend(ports), encoding="utf-8")
        atlases = {port: start(port) for port in ports}
        command = [haproxy, "-db", "-f", str(HAPROXY_CFG), "-f", str(servers)]
        balancer = subprocess.Popen(command, env={**os.environ, "BALANCER_LISTEN": listen})
        print(f"{number} processes behind HAProxy on {listen}", flush=True)
        while not ended and balancer.poll() is None:
            time.sleep(0.5)
            for port, atlas in atlases.items():
                if not ended and atlas.poll() is not None:
                    print(f"The process on port {port} ended with {atlas.returncode} and is started again", flush=True)
                    atlases[port] = start(port)
        for process in (balancer, *atlases.values()):
            process.terminate()
        for process in (balancer, *atlases.values()):
            process.wait(30)
    if not ended:
        sys.exit("HAProxy has ended; what it wrote above says why.")


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--listen", default="*:8501", help="address and port for visitors (default: *:8501)")
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1, help="how many (default: one a core)")
    arguments = parser.parse_args()
    serve(arguments.listen, arguments.processes)


if __name__ == "__main__":
    main()
