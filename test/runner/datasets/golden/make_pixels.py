"""Golden pixels of Pillow and torchvision: decoding, resizing, cropping, flipping, rotating, ten crops.

Run: python make_pixels.py   (writes pixels.json, pixels.bin and the images beside itself)
"""
import hashlib
import json
from pathlib import Path

import numpy as np
import PIL
import torchvision
from PIL import Image
from torchvision.transforms import InterpolationMode
from torchvision.transforms import functional as F
from torchvision.transforms import TenCrop

here = Path(__file__).parent
images = here / "images"
images.mkdir(exist_ok=True)
blob = bytearray()


def keep(image):
    """Appends pixels to the blob; returns where they are."""
    data = np.asarray(image, dtype=np.uint8)
    start = len(blob)
    blob.extend(data.tobytes())
    return {"shape": list(data.shape), "start": start, "length": data.size}


def scene(width, height, seed):
    """Gradients, a grid and noise: every filter tap matters."""
    random = np.random.default_rng(seed)
    y, x = np.mgrid[0:height, 0:width]
    red = (x * 255 / max(width - 1, 1))
    green = np.where((x // 3 + y // 2) % 2 == 0, 230, 15)
    blue = random.integers(0, 256, (height, width))
    return Image.fromarray(np.stack([red, green, blue], -1).astype(np.uint8), "RGB")


cases = {"resize": [], "nearest": [], "augment": [], "decode": []}
for width, height, to_width, to_height in [(37, 29, 16, 16), (16, 16, 37, 29), (50, 20, 50, 8), (20, 50, 9, 50), (64, 64, 74, 74), (5, 3, 11, 2), (31, 31, 1, 1)]:
    source = scene(width, height, width)
    target = source.resize((to_width, to_height), Image.Resampling.BILINEAR)
    cases["resize"].append({"source": keep(source), "target": keep(target)})
for width, height, size in [(37, 29, 16), (16, 16, 37), (41, 41, 13)]:
    source = scene(width, height, width + 1)
    cases["nearest"].append({"source": keep(source), "target": keep(source.resize((size, size), Image.Resampling.NEAREST))})

source = scene(37, 37, 7)
cases["augmentSource"] = keep(source)
for top, left, height, width, flip, angle in [
    (0, 0, 37, 37, False, 0.0),
    (3, 5, 20, 26, False, 0.0),
    (0, 0, 37, 37, True, 0.0),
    (0, 0, 37, 37, False, 6.9),
    (0, 0, 37, 37, False, -3.3),
    (10, 2, 11, 9, True, -6.54321),
    (1, 1, 35, 30, True, 0.01),
]:
    image = F.resized_crop(source, top, left, height, width, [32, 32], InterpolationMode.BILINEAR, antialias=True)
    image = F.hflip(image) if flip else image
    image = F.rotate(image, angle, InterpolationMode.NEAREST, fill=0) if angle else image
    cases["augment"].append(
        {"crop": {"top": top, "left": left, "height": height, "width": width}, "flip": flip, "angle": angle, "target": keep(image)}
    )
canvas = scene(16, 16, 9)
cases["tenCrop"] = {"source": keep(canvas), "size": 12, "targets": [keep(view) for view in TenCrop(12)(canvas)]}

# Files of the kinds that are read, and what Pillow makes of them as RGB.
rgb = scene(23, 17, 3)
grey = rgb.convert("L")
alpha = rgb.copy()
alpha.putalpha(Image.fromarray(np.linspace(0, 255, 23 * 17).reshape(17, 23).astype(np.uint8), "L"))
smooth = rgb.resize((6, 5), Image.Resampling.BILINEAR).resize((23, 17), Image.Resampling.BILINEAR)
rgb.save(images / "rgb.png")
grey.save(images / "grey.png")
alpha.save(images / "rgba.png")
grey_alpha = alpha.convert("LA")
grey_alpha.save(images / "grey-alpha.png")
rgb.quantize(16).save(images / "palette.png")
grey.point(lambda v: 255 if v > 127 else 0).convert("1").save(images / "bilevel.png")
rgb.save(images / "lzw.tif", compression="tiff_lzw")
grey.save(images / "grey.tif")
rgb.quantize(16).save(images / "palette.gif")
smooth.save(images / "colour.jpg", quality=90)
smooth.convert("L").save(images / "grey.jpg", quality=90)
exif = Image.Exif()
exif[0x0112] = 6
smooth.save(images / "turned.jpg", quality=90, exif=exif)
for name in ["rgb.png", "grey.png", "rgba.png", "grey-alpha.png", "palette.png", "bilevel.png", "lzw.tif", "grey.tif", "palette.gif", "colour.jpg", "grey.jpg", "turned.jpg"]:
    with Image.open(images / name) as image:
        decoded = image.convert("RGB")
        cases["decode"].append({"file": name, "target": keep(decoded)})
wide = (np.arange(23 * 17, dtype=np.uint32).reshape(17, 23) * 167 % 65536).astype(np.uint16)
for name in ["wide.png", "wide.tif"]:
    Image.fromarray(wide).save(images / name)
    eight = np.rint(wide / 257).astype(np.uint8)
    cases["decode"].append({"file": name, "target": keep(np.repeat(eight[:, :, None], 3, 2))})

(here / "pixels.bin").write_bytes(blob)
cases["versions"] = {"pillow": PIL.__version__, "torchvision": torchvision.__version__}
cases["sha256"] = hashlib.sha256(blob).hexdigest()
(here / "pixels.json").write_text(json.dumps(cases))
