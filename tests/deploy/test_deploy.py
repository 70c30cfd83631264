"""What runs the app for others: manifests that Kubernetes takes, a container with all that the app needs."""

import re

import kubernetes_validate
import pytest
import yaml

from browsing.chrome import ROOT
from deploy.check import configuration

MANIFESTS = list(yaml.safe_load_all((ROOT / "deploy/kubernetes/lines-to-logits.yaml").read_text(encoding="utf-8")))
CONTAINER = (ROOT / "deploy/container/Containerfile").read_text(encoding="utf-8")


@pytest.mark.parametrize("manifest", MANIFESTS, ids=lambda manifest: manifest["kind"])
def test_kubernetes_takes_the_manifests(manifest):
    kubernetes_validate.validate(manifest, "1.31", strict=True)


def test_a_wrong_manifest_is_noticed():
    deployment = next(manifest for manifest in MANIFESTS if manifest["kind"] == "Deployment")
    with pytest.raises(kubernetes_validate.ValidationError):
        kubernetes_validate.validate(deployment | {"spec": deployment["spec"] | {"replica": 2}}, "1.31", strict=True)


def test_the_parts_of_the_deployment_know_each_other():
    kinds = {manifest["kind"]: manifest["spec"] for manifest in MANIFESTS}
    assert set(kinds) == {"Deployment", "Service", "Ingress", "HorizontalPodAutoscaler"}
    pod = kinds["Deployment"]["template"]
    (container,) = pod["spec"]["containers"]
    assert kinds["Service"]["selector"].items() <= pod["metadata"]["labels"].items()
    assert container["ports"][0]["containerPort"] == 8501
    assert container["securityContext"]["readOnlyRootFilesystem"]
    assert pod["spec"]["securityContext"]["runAsUser"] == int(re.search(r"--uid (\d+)", CONTAINER)[1])
    assert kinds["HorizontalPodAutoscaler"]["scaleTargetRef"]["kind"] == "Deployment"


def test_the_container_holds_all_that_the_app_imports():
    copied = set(re.findall(r"^COPY (\S+) \S+$", CONTAINER, re.MULTILINE))
    needed = {"app.py", "data", ".streamlit", "pages", "core", "charts", "texts", "ui", "lessons"}
    assert needed <= copied | {"app.py"}
    assert all((ROOT / name).exists() for name in copied)
    imports = set()
    for name in needed - {"data", ".streamlit", "app.py"}:
        for file in (ROOT / name).rglob("*.py"):
            imports |= set(re.findall(r"^(?:from|import) (\w+)", file.read_text(encoding="utf-8"), re.MULTILINE))
    ours = {folder.name for folder in ROOT.iterdir() if (folder / "__init__.py").exists()}
    assert imports & ours <= needed


def test_nginx_gets_every_value_and_keeps_its_own_variables(tmp_path):
    written = configuration(port=8080, prefix="/class", servers=["127.0.0.1:1", "127.0.0.1:2"], public=tmp_path)
    assert "${" not in written
    assert re.findall(r"^ +server (\S+) max_fails=1", written, re.MULTILINE) == ["127.0.0.1:1", "127.0.0.1:2"]
    assert "location /class/ {" in written
    assert "$request_id" in written
    assert written.count("{") == written.count("}")
