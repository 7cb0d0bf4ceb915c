"""The rate of matrix products on this machine, by the JMH benchmark CoreGemm."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path
from typing import Any

from measure import child
from measure.errors import BenchmarkError
from measure.material import REPOSITORY

JAR = REPOSITORY / "benchmarks" / "target" / "app" / "benchmarks.jar"


def build(logs: Path) -> None:
    if not shutil.which("mvn"):
        raise BenchmarkError("'mvn' was not found; install Maven 3.8.7 or newer")
    command = ["mvn", "-q", "-B", "-ntp", "-f", REPOSITORY / "pom.xml", "-P", "benchmarks", "-pl", "benchmarks", "-am"]
    skipped = ["-Dmaven.test.skip=true", "-Dspotless.check.skip=true"]
    child.run("building the micro-benchmark", [*command, *skipped, "package"], logs / "build-gemm.log")


def measure(model: dict[str, Any], work: Path) -> dict[int, float]:
    """GFLOP/s at the shapes of a core iteration, by rows multiplied together; model is the bundle's description."""
    result = work / "gemm.json"
    network = model["network"]
    parameters = {
        "nEmbd": network["width"],
        "intermediateSize": network["block"]["intermediate_size"],
        "coreLayers": network["core_blocks"],
    }
    child.run(
        "matrix products alone",
        [java(), "-jar", JAR, "CoreGemm", "-rf", "json", "-rff", result, "-foe", "true"]
        + [part for name, value in parameters.items() for part in ("-p", f"{name}={value}")],
        work / "logs" / "gemm.log",
        # Nothing is sent anywhere, and ONNX Runtime's telemetry crashes on long command lines.
        {"ORT_DISABLE_TELEMETRY": "1"},
    )
    runs = json.loads(result.read_text())
    return {int(run["params"]["rows"]): run["secondaryMetrics"]["flop"]["score"] / 1e9 for run in runs}


def java() -> str:
    home = os.environ.get("JAVA_HOME")
    return f"{home}/bin/java" if home else "java"
