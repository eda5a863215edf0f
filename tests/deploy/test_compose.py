"""The containers run what the units run. Nothing here starts one: docs/operations.md says what was not tried."""

import re
import subprocess

import pytest
import yaml

from tests.e2e import installation
from tests.test_architecture import ROOT

COMPOSE = yaml.safe_load((ROOT / "deploy/compose.yaml").read_text())
SERVICES = COMPOSE["services"]


@pytest.mark.parametrize("name", ["web", "live", "worker"])
def test_container_runs_the_command_of_its_unit(name):
    """But for the address: the others reach it from their own containers."""
    assert SERVICES[name]["command"] == installation.unit(f"mufakat-{name}")["ExecStart"].replace(
        "127.0.0.1", "0.0.0.0"
    )


def test_preparing_is_what_the_upgrade_does():
    upgrade = (ROOT / "docs/operations.md").read_text().split("## Upgrade")[1]
    for command in re.findall(r"manage\.py ([^&\"]+)", SERVICES["prepare"]["command"]):
        assert f"deploy/manage {command.strip()}\n" in upgrade


@pytest.mark.parametrize(
    ("time", "unit"), [("01:30", "backup"), ("06:00", "daily"), ("14:05", "hourly"), ("14:06", None)]
)
def test_timers_without_systemd_start_what_its_timers_start(time, unit):
    said = subprocess.run([ROOT / "deploy/timers", time], capture_output=True, text=True, check=True).stdout
    assert said.strip() == (installation.unit(f"mufakat-{unit}")["ExecStart"] if unit else "")


def test_every_name_leads_somewhere():
    for service in SERVICES.values():
        assert set(service.get("depends_on", [])) <= SERVICES.keys()
        for volume in service.get("volumes", []):
            source = volume.split(":")[0]
            inside = source == "./certificates" or (ROOT / "deploy" / source).exists()
            assert inside if source.startswith(".") else source in COMPOSE["volumes"]
    site = (ROOT / "deploy/nginx/mufakat.conf").read_text()
    replaced = re.findall(r"s/([^/]+)/([^/]+)/", SERVICES["nginx"]["command"])
    assert [old for old, _new in replaced if old not in site] == []
    assert {new.split(":")[0] for _old, new in replaced if ":80" in new} == {"web", "live"}


def test_images_are_plain_names_and_the_software_is_built_from_here():
    images = {service["image"] for service in SERVICES.values()}
    assert all(re.fullmatch(r"[a-z]+(:\d+)?", image) for image in images)
    docker = (ROOT / "deploy/Dockerfile").read_text()
    assert re.search(r"(?m)^FROM debian:12$", docker)
    assert "RUN make install" in docker
