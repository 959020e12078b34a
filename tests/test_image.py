"""The image as its file describes it. No engine runs here: it is linted, and held against what it needs."""

import subprocess
import sys
from pathlib import Path

import yaml

ROOT = Path(__file__).parents[1]
DOCKERFILE = (ROOT / "Dockerfile").read_text()


def test_the_dockerfile_is_as_its_linter_wants_it():
    hadolint = Path(sys.executable).with_name("hadolint")
    done = subprocess.run([hadolint, ROOT / "Dockerfile"], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "")


def test_compose_mounts_what_the_image_keeps_and_runs_as_somebody_without_rights():
    service = yaml.safe_load((ROOT / "compose.yaml").read_text())["services"]["footnote"]
    assert {mount.split(":")[1] for mount in service["volumes"]} == {"/footnote/knowledge", "/footnote/data"}
    assert service["read_only"] is True
    # matplotlib's folder is on the temporary one: nothing else is written to.
    assert service["tmpfs"] == ["/tmp"]
    assert "MPLCONFIGDIR=/tmp/" in DOCKERFILE
    user = DOCKERFILE.partition("\nUSER ")[2].split()[0]
    assert user in service["user"]
    assert f"chown {user} /footnote/data" in DOCKERFILE
