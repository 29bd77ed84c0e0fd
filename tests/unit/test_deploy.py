"""What deploy/ says of the atlas is so: files, ports, addresses, users; and what Kubernetes, HAProxy and systemd say of deploy/."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import sys
import urllib.request
from pathlib import Path
from typing import Any

import kubernetes_validate
import pytest
import yaml
from serve import backend

from atlas.settings import read_settings
from atlas.web.limits import HEALTH
from tests.integration.haproxy import haproxy
from tests.running import PATIENCE, free_port, start, wait_for

ROOT = Path(__file__).resolve().parents[2]
DEPLOY = ROOT / "deploy"
DOCKERFILE = (DEPLOY / "Dockerfile").read_text(encoding="utf-8")
MANIFESTS: list[dict[str, Any]] = list(yaml.safe_load_all((DEPLOY / "kubernetes.yaml").read_text(encoding="utf-8")))
BY_KIND = {manifest["kind"]: manifest for manifest in MANIFESTS}
UNIT = (DEPLOY / "atlas.service").read_text(encoding="utf-8")
COMPOSE = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))
PORT = re.findall(r"^EXPOSE (\d+)", DOCKERFILE, re.MULTILINE)[0]


@pytest.mark.parametrize("manifest", MANIFESTS, ids=lambda manifest: manifest["kind"])
def test_manifests_fit_the_schema_of_kubernetes(manifest: dict[str, Any]) -> None:
    kubernetes_validate.validate(manifest, "1.37", strict=True)


def test_manifests_fit_each_other_and_the_image() -> None:
    pod = BY_KIND["Deployment"]["spec"]["template"]
    (container,) = pod["spec"]["containers"]
    assert [str(port["containerPort"]) for port in container["ports"]] == [PORT]
    name = container["ports"][0]["name"]
    for probe in ("startupProbe", "readinessProbe", "livenessProbe"):
        assert container[probe]["httpGet"] == {"path": HEALTH, "port": name}
    labels = pod["metadata"]["labels"]
    assert BY_KIND["Service"]["spec"]["selector"] == labels and BY_KIND["Service"]["spec"]["ports"][0]["targetPort"] == name
    for kind in ("Deployment", "PodDisruptionBudget"):
        assert BY_KIND[kind]["spec"]["selector"]["matchLabels"] == labels
    assert BY_KIND["HorizontalPodAutoscaler"]["spec"]["scaleTargetRef"]["name"] == BY_KIND["Deployment"]["metadata"]["name"]
    assert BY_KIND["HorizontalPodAutoscaler"]["spec"]["minReplicas"] > BY_KIND["PodDisruptionBudget"]["spec"]["minAvailable"]
    (rule,) = BY_KIND["Ingress"]["spec"]["rules"]
    read = read_settings({item["name"]: item["value"] for item in container["env"]})
    assert read.allowed_hosts == (rule["host"],) and read.public_address == f"https://{rule['host']}"
    # Kubernetes tells a pod of every service beside it, of one named atlas in ATLAS_PORT and others, which are no settings.
    assert pod["spec"]["enableServiceLinks"] is False
    assert f"USER {pod['spec']['securityContext']['runAsUser']}" in DOCKERFILE
    assert container["securityContext"]["readOnlyRootFilesystem"] and pod["spec"]["securityContext"]["runAsNonRoot"]


def test_the_containers_fit_the_image() -> None:
    atlas, balancer = COMPOSE["services"]["atlas"], COMPOSE["services"]["balancer"]
    assert (DEPLOY / atlas["build"]["context"] / atlas["build"]["dockerfile"]).resolve() == DEPLOY / "Dockerfile"
    assert atlas["read_only"] and balancer["read_only"] and atlas["cap_drop"] == ["ALL"]
    read_settings({name: re.sub(r"\$\{\w+:-(.*)\}", r"\1", text) for name, text in atlas["environment"].items()})
    for volume in balancer["volumes"]:
        assert (DEPLOY / volume.split(":")[0]).is_file(), volume
    assert balancer["environment"]["BALANCER_LISTEN"].endswith(balancer["ports"][0].split(":")[1])
    servers = (DEPLOY / "compose.servers.cfg").read_text(encoding="utf-8")
    assert f"atlas:{PORT}" in servers and f"GET {HEALTH}" in servers
    assert f":{PORT}{HEALTH}" in DOCKERFILE and f'"{PORT}"]' in DOCKERFILE


def test_the_unit_starts_the_atlas_and_systemd_reads_it(tmp_path: Path) -> None:
    command = shlex.split(re.findall(r"^ExecStart=(.*)", UNIT, re.MULTILINE)[0])
    folder = re.findall(r"^WorkingDirectory=(.*)", UNIT, re.MULTILINE)[0]
    assert command[0].startswith(f"{folder}/.venv/") and command[1:5] == ["-m", "streamlit", "run", "app.py"]
    if analyze := shutil.which("systemd-analyze"):
        here = tmp_path / "atlas.service"
        here.write_text(UNIT.replace(command[0], sys.executable).replace(folder, str(ROOT)), encoding="utf-8")
        done = subprocess.run([analyze, "verify", str(here)], capture_output=True, text=True, timeout=PATIENCE)
        assert "atlas.service" not in done.stderr, done.stderr


def test_the_image_holds_all_that_the_dashboard_needs(tmp_path: Path) -> None:
    """What `.dockerignore` lets into the image is enough to start and to answer."""
    lines = [line for line in (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    assert lines[0] == "*"
    for line in lines:
        if line.startswith("!"):
            source, target = ROOT / line[1:], tmp_path / "app" / line[1:]
            target.parent.mkdir(parents=True, exist_ok=True)
            if source.is_dir():
                shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
            else:
                shutil.copy(source, target)
    port, log = free_port(), tmp_path / "log.txt"
    process = start(tmp_path / "app", port, log)
    try:
        wait_for(process, f"http://127.0.0.1:{port}", log)
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/map", timeout=PATIENCE) as answer:
            assert answer.status == 200
        (tmp_path / "app" / "static" / "rivers.geojson").unlink()
        with pytest.raises(urllib.error.HTTPError) as refused:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/api/v1/map.png", timeout=PATIENCE)
        told = refused.value.read().decode()
        assert refused.value.code == 500 and "name the request" in told and "Traceback" not in told
    finally:
        process.terminate()
        process.wait(20)
    for name in ("relief.webp", "page.js", "wordmark-dark.svg"):
        (tmp_path / "app" / "static" / name).unlink()
    done = subprocess.run([sys.executable, "-c", "import app"], cwd=tmp_path / "app", capture_output=True, text=True, timeout=PATIENCE)
    assert done.returncode == 1 and "Traceback" not in done.stderr
    assert "static/ lacks rivers.geojson, relief.webp, page.js, wordmark-dark.svg." in done.stderr


def test_the_server_does_not_start_without_a_typeface(tmp_path: Path) -> None:
    program = f"import pathlib, atlas.typefaces; atlas.typefaces.TYPEFACES = pathlib.Path({str(tmp_path)!r}); import app"
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, timeout=PATIENCE)
    assert done.returncode == 1 and "matplotlib lacks DejaVuSans.ttf, " in done.stderr and "Traceback" not in done.stderr


def test_haproxy_reads_its_files(tmp_path: Path) -> None:
    (tmp_path / "servers.cfg").write_text(backend([9001, 9002], tmp_path / "admin"), encoding="utf-8")
    for servers in (tmp_path / "servers.cfg", DEPLOY / "compose.servers.cfg"):
        command = [haproxy(), "-c", "-f", str(DEPLOY / "haproxy.cfg"), "-f", str(servers)]
        done = subprocess.run(command, env={"BALANCER_LISTEN": "127.0.0.1:9000"}, capture_output=True, text=True, timeout=PATIENCE)
        assert done.returncode == 0 and "WARNING" not in done.stderr, done.stderr


def test_without_haproxy_serving_says_what_to_install() -> None:
    code = "import shutil, runpy; shutil.which = lambda *a, **k: None; runpy.run_path('scripts/serve.py', run_name='__main__')"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=PATIENCE)
    assert done.returncode == 1 and "apt-get install haproxy" in done.stderr and "make run" in done.stderr
