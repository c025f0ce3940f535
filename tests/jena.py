"""Jena's command line of Debian, which does not start as it is shipped: its messages lie where no class looks for them."""

from __future__ import annotations

import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest

JARS = Path("/usr/share/java")
NAMES = (
    "jena-*", "slf4j-api", "slf4j-nop", "commons-lang3", "commons-io", "commons-csv", "commons-cli", "commons-codec",
    "commons-compress", "jsonld-java", "titanium-json-ld", "jackson-core", "jackson-databind", "jackson-annotations",
    "httpclient", "httpcore", "protobuf", "gson", "thrift", "guava", "dexx.collection",
    "jakarta.json-api",
)  # fmt: skip
MESSAGES = "org/apache/jena/ext/xerces/"


class Jena:
    """Runs a class of Jena's tools; folder is for the messages that it misses."""

    def __init__(self, folder: Path) -> None:
        if shutil.which("java") is None or not (JARS / "jena-core.jar").exists():
            pytest.skip("Jena (Debian's libapache-jena-java) is not installed")
        with zipfile.ZipFile(JARS / "jena-core.jar") as jar:
            for name in jar.namelist():
                if name.startswith(MESSAGES) and not name.endswith("/"):
                    path = folder / "xerces" / name.removeprefix(MESSAGES)
                    path.parent.mkdir(parents=True, exist_ok=True)
                    path.write_bytes(jar.read(name))
        jars = [str(path) for name in NAMES for path in sorted(JARS.glob(f"{name}.jar"))]
        self.classpath = ":".join([str(folder), *jars])

    def __call__(self, tool: str, *arguments: object) -> str:
        command = ["java", "-XX:TieredStopAtLevel=1", "-cp", self.classpath, tool, *map(str, arguments)]
        done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout
