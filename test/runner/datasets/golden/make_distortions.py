"""Golden pixels of albumentations: brightness and contrast, gamma, the three distortions, the random sized crop.

Run: npm run golden -- datasets   (writes distortions.json and distortions.bin beside itself)
"""
import json
from pathlib import Path

import albumentations as A
import cv2
import numpy as np

here = Path(__file__).parent
blob = bytearray()
SIDE = 37  # no multiple of the grid's five cells


def keep(pixels):
    """Appends pixels to the blob; returns where they are."""
    start = len(blob)
    blob.extend(np.ascontiguousarray(pixels, dtype=np.uint8).tobytes())
    return {"shape": list(pixels.shape), "start": start, "length": pixels.size}


class Drawn:
    """Gives a transform the numbers that it would have drawn."""

    def __init__(self, values):
        self.values = iter(values)

    def uniform(self, *_, **__):
        return next(self.values)


def scene(side):
    """A smooth picture with edges and a little noise, and a mask of blobs."""
    y, x = np.mgrid[0:side, 0:side]
    red = 128 + 100 * np.sin(x / 4) * np.cos(y / 5)
    green = np.where((x // 5 + y // 6) % 2 == 0, 220, 40)
    blue = np.random.default_rng(side).integers(0, 256, (side, side))
    image = np.stack([red, green, blue], -1).astype(np.uint8)
    return image, ((x - side * 0.4) ** 2 + (y - side * 0.6) ** 2 < 90).astype(np.uint8)


image, mask = scene(SIDE)
cases = {"image": keep(image), "mask": keep(mask), "warp": [], "levels": [], "crop": []}


def warp(kind, parameters, transform):
    drawn = transform.get_params_dependent_on_data({"shape": image.shape}, {"image": image})
    case = {"kind": kind, **parameters}
    case["target"] = keep(transform.apply(image, **drawn))
    case["maskTarget"] = keep(transform.apply_to_mask(mask, **drawn))
    cases["warp"].append(case)


mirror = {"border_mode": cv2.BORDER_REFLECT_101, "p": 1}
# The test makes the same noise: whole thousandths between -1 and 1.
noise = ((np.arange(2 * SIDE * SIDE) * 7919) % 2001 / 1000 - 1).reshape(2, SIDE, SIDE)
for alpha, sigma in [(40, 3), (120, 6), (3.3, 1.06)]:
    elastic = A.ElasticTransform(alpha=alpha, sigma=sigma, noise_distribution="uniform", **mirror)
    elastic.random_generator = Drawn([noise.copy()])
    warp("elastic", {"alpha": alpha, "sigma": sigma}, elastic)
for columns, rows in [
    ([1.3, 0.7, 1, 0.8, 1.2, 0.9], [0.75, 1.25, 1.1, 0.9, 1, 1.3]),
    ([0.7, 0.7, 0.7, 1.3, 1.3, 1.3], [1.3, 0.7, 1.3, 0.7, 1.3, 0.7]),
]:
    grid = A.GridDistortion(num_steps=5, distort_limit=0.3, **mirror)
    grid.py_random = Drawn([value - 1 for value in columns + rows])
    warp("grid", {"columns": columns, "rows": rows}, grid)
for k in [0.05, -0.3, 2, -2]:
    optical = A.OpticalDistortion(distort_limit=2, **mirror)
    optical.py_random = Drawn([k])
    warp("optical", {"k": k}, optical)

for contrast, brightness in [(1.2, 0.2), (0.8, -0.2), (1.07, -0.013), (0.9, 0.1)]:
    changed = A.RandomBrightnessContrast(p=1).apply(image, alpha=contrast, beta=brightness * 255)
    cases["levels"].append({"contrast": contrast, "brightness": brightness, "target": keep(changed)})
for gamma in [0.8, 0.97, 1.2]:
    cases["levels"].append({"gamma": gamma, "target": keep(A.RandomGamma(p=1).apply(image, gamma=gamma))})

crop = A.RandomSizedCrop(min_max_height=(26, SIDE), size=(SIDE, SIDE), p=1)
for top, left, side in [(0, 0, 26), (3, 7, 30), (11, 2, 26), (0, 0, SIDE)]:
    place = (left, top, left + side, top + side)
    case = {"top": top, "left": left, "side": side}
    case["target"] = keep(crop.apply(image, crop_coords=place))
    case["maskTarget"] = keep(crop.apply_to_mask(mask, crop_coords=place))
    cases["crop"].append(case)

(here / "distortions.bin").write_bytes(blob)
cases["versions"] = {"albumentations": A.__version__, "opencv": cv2.__version__, "numpy": np.__version__}
(here / "distortions.json").write_text(json.dumps(cases))
