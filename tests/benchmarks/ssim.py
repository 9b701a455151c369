"""Mean SSIM of renditions: `python -m tests.benchmarks.ssim PHOTOS RENDITIONS…`, as JSON.

Wang et al., "Image quality assessment", 2004, with their Gaussian window, on luma, against one
Lanczos reduction of the whole original. Needs scikit-image.
"""

from __future__ import annotations

import json
import sys
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import numpy as np
from PIL import Image
from skimage.metrics import structural_similarity


def _scores(photo: Path, folders: list[Path]) -> list[dict[str, list[float]]]:
    """For each folder: SSIM and bytes of each rendition of one photo, by its name's end."""
    with Image.open(photo) as image:
        whole = image.convert("RGB")
    found: list[dict[str, list[float]]] = []
    for folder in folders:
        scores = {}
        for path in folder.glob(f"{photo.stem}-*"):
            with Image.open(path) as rendition:
                grey = np.asarray(rendition.convert("L"))
            ideal = whole.resize(grey.shape[::-1], Image.Resampling.LANCZOS).convert("L")
            ssim = structural_similarity(
                np.asarray(ideal),
                grey,
                data_range=255,
                gaussian_weights=True,
                sigma=1.5,
                use_sample_covariance=False,
            )
            scores[path.name.removeprefix(photo.stem)] = [float(ssim), path.stat().st_size]
        found.append(scores)
    return found


def main(photos: Path, folders: list[Path]) -> None:
    """Print a list of mean scores, one for each folder: `{"-480.avif": [ssim, bytes], …}`."""
    originals = sorted(photos.glob("*.jpg"))
    with ProcessPoolExecutor() as pool:
        results = list(pool.map(_scores, originals, [folders] * len(originals)))
    means = []
    for number in range(len(folders)):
        each = [result[number] for result in results]
        means.append({end: [sum(one[end][k] for one in each) / len(each) for k in (0, 1)]
                      for end in sorted(each[0])})  # fmt: skip
    print(json.dumps(means))


if __name__ == "__main__":
    main(Path(sys.argv[1]), [Path(argument) for argument in sys.argv[2:]])
