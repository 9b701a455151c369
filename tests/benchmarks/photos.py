"""Measures the making of renditions, ours and others', and prints Markdown: part of `make bench`.

`python -m tests.benchmarks.photos [FOLDER]`; without a folder of JPEG photos, 24 drawn ones.
"""

from __future__ import annotations

import json
import os
import platform
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from pelicanconf import SITE
from plugins.galleries.cache import Cache
from plugins.galleries.images.making import Made
from plugins.galleries.index import Index, look
from plugins.galleries.jobs import make_missing, plan_job
from plugins.galleries.renditions import Use, file_name
from tests.benchmarks import rivals
from tests.benchmarks.camera import write_photos
from tests.benchmarks.running import Run, run
from tests.conftest import ROOT

COUNT = 24
UNCHANGED = 5000
ROUNDS = 3


def make_all(photos: Path, output: Path) -> None:
    """Our renditions of a folder of photos, named as the other programs name theirs."""
    cache = Cache(folder=output)
    known = {path: look(path) for path in sorted(photos.glob("*.jpg"))}
    jobs = {path: plan_job(path, one, SITE, output, use=Use.POST) for path, one in known.items()}
    stock = make_missing([(path.name, job) for path, job in jobs.items()], cache, SITE.workers)
    if stock.problems:
        sys.exit(f"broken photos: {stock.problems}")
    for path, job in jobs.items():
        for name, _ in stock.made[job.digest].files:
            (output / name).rename(output / name.replace(job.digest, path.stem))
        (output / f"{job.digest}.json").unlink()


def _ours(photos: Path, output: Path) -> list[str]:
    shutil.rmtree(output, ignore_errors=True)
    program = (
        "import sys; from pathlib import Path; from tests.benchmarks.photos import make_all;"
        "make_all(Path(sys.argv[1]), Path(sys.argv[2]))"
    )
    return [sys.executable, "-c", program, str(photos), str(output)]


def _collect_hugo(public: Path, output: Path) -> None:
    """Hugo's names are digests: give its files ours, by their width and format."""
    from PIL import Image  # noqa: PLC0415 (only here: the pool must not pay for it)

    output.mkdir()
    for path in public.rglob("*_hu_*"):
        stem = re.sub(r"_hu_.*", "", path.name)
        with Image.open(path) as image:
            path.rename(output / f"{stem}-{image.width}{path.suffix}")


def cold(photos: Path, folder: Path) -> None:
    """Print a table of photos per second, memory, bytes and SSIM."""
    originals = sorted(photos.glob("*.jpg"))
    widths = SITE.photo_widths
    tools = rivals.install_python()
    outputs = [folder / "ours"]

    def ours() -> Run:
        return run(_ours(photos, outputs[0]), outputs[0])

    runs: dict[str, list[Run]] = {"ours": [ours()]}
    for name, effort in rivals.SHARP_EFFORTS.items() if rivals.install_sharp() else ():
        outputs.append(folder / f"sharp-{effort}")
        command = rivals.sharp_command(photos, outputs[-1], widths, effort)
        runs[name] = [run(command, outputs[-1])]
        runs["ours"].append(ours())
    if tools:
        command = rivals.hugo_command(originals, folder / "site", widths)
        runs["Hugo 0.168, its defaults"] = [
            run(command, folder / "site/public", environment=rivals.environment(tools))
        ]
        outputs.append(folder / "hugo")
        _collect_hugo(folder / "site/public", outputs[-1])
        runs["ours"].append(ours())
    scores: list[dict[str, list[float]]] = [{} for _ in outputs]
    if tools:
        command = [sys.executable, "-m", "tests.benchmarks.ssim", str(photos), *map(str, outputs)]
        found = subprocess.run(
            command, cwd=ROOT, env=rivals.environment(tools), capture_output=True, check=True
        )
        scores = json.loads(found.stdout)
    print("| program | photos per second | peak memory | bytes per photo | mean SSIM |")
    print("|:--|--:|--:|--:|--:|")
    for (name, results), output, each in zip(runs.items(), outputs, scores, strict=True):
        rate = len(originals) / statistics.median(one.seconds for one in results)
        memory = max(one.memory for one in results) / 1e6
        size = sum(path.stat().st_size for path in output.iterdir()) / len(originals)
        ssim = f"{statistics.mean(s for s, _ in each.values()):.4f}" if each else "–"
        print(f"| {name} | {rate:.2f} | {memory:.0f} MB | {size:,.0f} | {ssim} |")
    ends = sorted({end for each in scores for end in each})
    if ends:
        print("\n| program | " + " | ".join(f"`{end[1:]}`" for end in ends) + " |")
        print("|:--|" + "--:|" * len(ends))
        for name, each in zip(runs, scores, strict=True):
            cells = (f"{each[e][0]:.4f}, {each[e][1]:,.0f} B" if e in each else "–" for e in ends)
            print(f"| {name} | " + " | ".join(cells) + " |")
    print()


_WARM = """
import sys, time
from pathlib import Path
from datetime import datetime
from pelicanconf import SITE
from plugins.content.catalog import load_catalog
from plugins.galleries.album_pages import plan_post, put_together
from plugins.galleries.cache import Cache
from plugins.galleries.collect import collect
from plugins.galleries.index import Index
from plugins.galleries.jobs import make_missing
content, folder = Path(sys.argv[1]), Path(sys.argv[2])
catalog = load_catalog(content, SITE, datetime.now(SITE.zone))
started = time.perf_counter()
index = Index(folder, content)
folders, _ = collect(content, catalog, index, SITE)
index.save()
plans = [plan_post(post, folders[post.path], SITE, folder) for post in catalog.posts]
jobs = [job for plan in plans for job in plan.placed_jobs]
stock = make_missing(jobs, Cache(folder=folder), 0)
for plan in plans:
    put_together(plan, folders[plan.post.path], stock.made, "")
print(time.perf_counter() - started, len(stock.made), stock.count, index.read)
"""


def _write_unchanged(content: Path, folder: Path, photo: Path) -> None:
    """Posts with photos, all different, and a cache that has the renditions of each.

    The renditions are copies of one photo's: only their names and sizes are looked at.
    """
    data = photo.read_bytes()
    per_post = 20
    for number in range(UNCHANGED // per_post):
        post = content / f"tin-tuc/2021/bai-{number}"
        post.mkdir(parents=True)
        head = f"---\ntitle: Bài {number}\ndate: 2021-01-11\ncategory: Thông báo\n---\nChữ.\n"
        (post / "index.md").write_text(head, encoding="utf-8")
        for which in range(per_post):
            # After the end of a JPEG anything may stand.
            (post / f"anh-{which}.jpg").write_bytes(data + f"{number}-{which}".encode())
    cache, index = Cache(folder=folder), Index(folder, content)
    for path in sorted(content.rglob("*.jpg")):
        job = plan_job(path, index.look(path), SITE, folder, use=Use.POST)
        for rendition in job.renditions:
            (folder / file_name(job.digest, rendition)).write_bytes(b"x")
        files = tuple((file_name(job.digest, rendition), 1) for rendition in job.renditions)
        cache.remember(job.digest, Made(tone="#808080", files=files))
    index.save()


def warm(photo: Path, folder: Path) -> None:
    """Print how long photos take that have not changed."""
    content, cache = folder / "content", folder / "cache/photos"
    cache.mkdir(parents=True)
    _write_unchanged(content, cache, photo)

    def measure() -> tuple[float, int, int, int]:
        command = [sys.executable, "-c", _WARM, str(content), str(cache)]
        out = subprocess.run(command, cwd=ROOT, capture_output=True, check=True, text=True).stdout
        seconds, found, made, read = out.split()
        return float(seconds), int(found), int(made), int(read)

    measure()  # what changed just before the index was written is read once more
    time.sleep(2.1)
    measure()
    print("| work | photos | time | read again | made |\n|:--|--:|--:|--:|--:|")
    for name in ("nothing changed", "as after a clone: other times"):
        if name != "nothing changed":
            for path in content.rglob("*.jpg"):
                path.touch()
        results = [measure() for _ in range(ROUNDS if name == "nothing changed" else 1)]
        seconds = statistics.median(result[0] for result in results)
        _, found, made, read = results[-1]
        print(f"| {name} | {found:,} | {seconds:.2f} s | {read:,} | {made} |")
    print()


def main(arguments: list[str]) -> int:
    """Measure; the exit code."""
    print(f"Python {platform.python_version()}, {os.cpu_count()} cores.\n")
    if arguments:
        photos = Path(arguments[0])
    else:
        photos = rivals.TOOLS / "photos"
        write_photos(photos, COUNT)
    with tempfile.TemporaryDirectory() as name:
        cold(photos, Path(name))
        warm(ROOT / "tests/support/data/small.jpg", Path(name))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
