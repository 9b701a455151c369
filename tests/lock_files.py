"""`inv lock`: the lock files, compiled anew from pyproject.toml by uv."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from shutil import which


def main(options: list[str]) -> int:
    """Compile all lock files; the exit code. `options` are further ones of uv, as `--upgrade`."""
    uv = which("uv", path=os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]]))
    if uv is None:
        print(
            "Chưa có uv. Hãy cài uv vào .venv bằng pip (pip install uv) rồi chạy lại lệnh.",
            file=sys.stderr,
        )
        return 1
    compile_ = [uv, "pip", "compile", "--quiet", "--universal", "--python-version=3.11"]
    compile_ += ["--generate-hashes", "--no-emit-index-url", "--custom-compile-command=inv lock"]
    compile_ += options
    runtime, dev, brotli, heic, video, word = (
        f"requirements{part}.lock" for part in ("", "-dev", "-brotli", "-heic", "-video", "-word")
    )
    # Those after the first are the first and more, at the same versions: one pip run installs one.
    for line in (
        ["pyproject.toml", f"--output-file={runtime}"],
        ["pyproject.toml", "--group=dev", f"--constraint={runtime}", f"--output-file={dev}"],
        ["pyproject.toml", "--extra=brotli", f"--constraint={dev}", f"--output-file={brotli}"],
        ["pyproject.toml", "--extra=heic", f"--constraint={dev}", f"--output-file={heic}"],
        ["pyproject.toml", "--extra=video", f"--constraint={dev}", f"--output-file={video}"],
        ["pyproject.toml", "--extra=word", f"--constraint={dev}", f"--output-file={word}"],
        ["--group=bench", f"--constraint={dev}", "--output-file=requirements-bench.lock"],
    ):
        if code := subprocess.run([*compile_, *line], check=False).returncode:
            return code
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
