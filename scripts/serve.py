"""Serve the atlas with as many processes as the machine has cores, behind HAProxy, which keeps every visitor at one of them.

A process that ends is started again; a visitor of it goes on at another one. SIGHUP starts all anew, one after the other, and no visitor
misses an answer. Ctrl-C or SIGTERM ends all.
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
import urllib.request
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

ROOT = Path(__file__).resolve().parents[1]
HAPROXY_CFG = ROOT / "deploy" / "haproxy.cfg"
PAUSE = 0.5
"""Seconds between two looks at the processes."""

PATIENCE = 30
"""Seconds that a process has to finish what it was asked for."""

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


def backend(ports: list[int], admin: Path) -> str:
    """The servers on this machine, for HAProxy: a visitor keeps one by a cookie, and new ones go where the fewest are.

    `admin` is the socket over which HAProxy is told that a server has moved.
    """
    check = "default-server check inter 500 fall 2 rise 1 on-marked-down shutdown-sessions"
    rows = [f"server {name_of(number)} 127.0.0.1:{port} cookie {name_of(number)}" for number, port in enumerate(ports, 1)]
    keep = 'cookie atlas insert indirect nocache httponly attr "SameSite=Lax"'
    # One that is dead refuses at once; one that is busy has time to answer, so that its viewers stay.
    lines = ["balance leastconn", keep, "option httpchk GET /api/v1/health", "timeout check 5s", check, *rows]
    sections = {"global": [f"stats socket {admin} level admin mode 600"], "backend atlases": lines}
    return "".join(f"{title}\n" + "".join(f"    {line}\n" for line in lines) for title, lines in sections.items())


def name_of(number: int) -> str:
    """What HAProxy calls a process, counted from 1."""
    return f"atlas{number}"


def start(port: int) -> subprocess.Popen[bytes]:
    """One process of the atlas."""
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.address", "127.0.0.1", "--server.port", str(port)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL)


def answers(port: int) -> bool:
    """Whether the process on a port is ready for visitors."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/api/v1/health", timeout=5):
            return True
    except OSError:
        return False


@dataclass
class Atlas:
    """One process, and what HAProxy calls it."""

    name: str
    port: int
    process: subprocess.Popen[bytes]

    def move(self, port: int, process: subprocess.Popen[bytes], admin: Path) -> None:
        """Let another process take the place: HAProxy sends everything to it from now on; what runs at the former one goes on."""
        self.port, self.process = port, process
        with socket.socket(socket.AF_UNIX) as line:
            line.connect(str(admin))
            line.sendall(f"set server atlases/{self.name} addr 127.0.0.1 port {port}\n".encode())
            line.recv(1000)


@dataclass
class Fleet:
    """All processes of the atlas, and what signals ask of them."""

    atlases: list[Atlas]
    admin: Path
    ended: bool = False
    renewed: bool = False

    def heed(self, number: int, _: FrameType | None) -> None:
        """Note what a signal asks for."""
        if number == signal.SIGHUP:
            self.renewed = True
        else:
            self.ended = True

    def begin(self) -> None:
        """Wait until all processes answer. Where one ends before, say over a wrong setting, it would do so again and again: all end."""
        while not self.ended and not all(answers(atlas.port) for atlas in self.atlases):
            if any(atlas.process.poll() is not None for atlas in self.atlases):
                end([atlas.process for atlas in self.atlases])
                sys.exit("Nothing is served, since a process did not start; what it wrote above says why.")
            time.sleep(PAUSE)

    def revive(self) -> None:
        """Start again what has ended."""
        for atlas in self.atlases:
            if not self.ended and atlas.process.poll() is not None:
                print(f"The process on port {atlas.port} ended with {atlas.process.returncode} and is started again", flush=True)
                atlas.process = start(atlas.port)

    def renew(self) -> None:
        """Start every process anew. A new one is ready before an old one goes, which finishes what it was asked for.

        Where a new one does not start, say of broken data, the old ones go on.
        """
        self.renewed = False
        for atlas in self.atlases:
            (port,) = free_ports(1)
            new, old = start(port), atlas.process
            while not answers(port):
                if self.ended or new.poll() is not None:
                    end([new])
                    print("A new process did not start; those that run go on", flush=True)
                    return
                time.sleep(PAUSE)
            atlas.move(port, new, self.admin)
            end([old])
        print("All processes are started anew", flush=True)


def end(processes: list[subprocess.Popen[bytes]]) -> None:
    """Let processes finish what they were asked for, and end those that take too long."""
    for process in processes:
        process.terminate()
    for process in processes:
        try:
            process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def serve(listen: str, number: int) -> None:
    """Start everything and keep it running until a signal ends it."""
    haproxy = shutil.which("haproxy", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
    if haproxy is None:
        sys.exit(NO_HAPROXY)
    ports = free_ports(number)
    with tempfile.TemporaryDirectory() as folder:
        servers, admin = Path(folder) / "servers.cfg", Path(folder) / "admin"
        servers.write_text(backend(ports, admin), encoding="utf-8")
        fleet = Fleet([], admin)
        for sign in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(sign, fleet.heed)
        fleet.atlases += [Atlas(name_of(place), port, start(port)) for place, port in enumerate(ports, 1)]
        print("The processes are being started", flush=True)
        fleet.begin()
        command = [haproxy, "-db", "-f", str(HAPROXY_CFG), "-f", str(servers)]
        balancer = subprocess.Popen(command, env={**os.environ, "BALANCER_LISTEN": listen})
        print(f"{number} processes behind HAProxy on {listen}; kill -HUP {os.getpid()} starts them anew", flush=True)
        while not fleet.ended and balancer.poll() is None:
            time.sleep(PAUSE)
            fleet.revive()
            if fleet.renewed:
                fleet.renew()
        end([balancer, *(atlas.process for atlas in fleet.atlases)])
    if not fleet.ended:
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
