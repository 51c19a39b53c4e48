"""Peers that are packages of R: they time themselves, so that starting R is not counted.

On Debian: apt-get install r-cran-NAME. Without R or the package the peer is "not run".
"""

import os
import subprocess

from benchmarks.figure import Seconds

_SPENT = "seconds: "


def _said(code: str, *arguments: str) -> str:
    """What R prints; FileNotFoundError when R is not there, or says that a package is not."""
    command = ["Rscript", "--vanilla", "-e", code, *arguments]
    english = os.environ | {"LC_ALL": "C", "LANGUAGE": "en"}  # what is missing is read below
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=english)
    if "there is no package called" in done.stderr:
        raise FileNotFoundError(done.stderr.strip())
    if done.returncode:
        raise RuntimeError(done.stderr)
    return done.stdout


def r_version(package: str) -> str:
    return _said(f"cat(as.character(packageVersion('{package}')))")


def r_seconds(prepare: str, step: str, *arguments: str) -> Seconds:
    """Seconds of `step` alone; both may use the character vector `arguments`."""
    code = f"""arguments <- commandArgs(TRUE); {prepare}
        spent <- system.time({{ {step} }}); cat("{_SPENT}", spent[["elapsed"]], sep = "")"""
    return Seconds(_said(code, *arguments).rsplit(_SPENT, 1)[1])
