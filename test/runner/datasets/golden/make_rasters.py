"""Small PNG, JPEG, TIFF, GIF files of every bit depth and colour type, with checksums of what they hold.

What was written (PNG of zlib alone, TIFF of tifffile) or what Pillow reads (JPEG, GIF, palettes) is what is expected as `stored`. `rgb` is Pillow's
convert('RGB'); of 16 bits, for which Pillow has none, 257 steps make one of 8.

Run: python make_rasters.py   (writes rasters.json and rasters/ beside itself)
"""
import hashlib
import json
import struct
import zlib
from pathlib import Path

import numpy as np
import PIL
import tifffile
from PIL import Image

here = Path(__file__).parent
folder = here / "rasters"
folder.mkdir(exist_ok=True)
random = np.random.default_rng(5)
cases = []


def sha256(array, kind):
    return hashlib.sha256(np.ascontiguousarray(array).astype(kind).tobytes()).hexdigest()


def keep(name, stored, bits, rgb=None):
    """Expects `stored` [height, width, channels] of a file, and its RGB as Pillow makes it, or `rgb`."""
    stored = np.asarray(stored).astype(np.int64)
    stored = stored if stored.ndim == 3 else stored[:, :, None]
    if rgb is None:
        with Image.open(folder / name) as image:
            rgb = np.asarray(image.convert("RGB"))
    height, width, channels = stored.shape
    cases.append({
        "file": name, "width": width, "height": height, "channels": channels, "bits": bits,
        "min": int(stored.min()), "max": int(stored.max()), "mean": float(stored.mean()),
        "stored": sha256(stored, "<i4"), "values": sha256(stored, "<f4"), "rgb": sha256(rgb, "u1"),
    })


def eight(wide):
    """16 bits as 8-bit RGB."""
    colours = wide[:, :, :3] if wide.shape[2] >= 3 else np.repeat(wide[:, :, :1], 3, 2)
    return np.rint(colours / 257)


def write_png(name, samples, depth, colour_type, palette=None, transparency=None):
    height, width = samples.shape[:2]
    rows = b""
    for row in samples.reshape(height, -1):
        if depth == 16:
            line = row.astype(">u2").tobytes()
        else:
            bits = np.unpackbits(row.astype(np.uint8)[:, None], axis=1)[:, 8 - depth:]
            line = np.packbits(bits.reshape(-1)).tobytes()
        rows += b"\0" + line

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, depth, colour_type, 0, 0, 0)
    parts = [b"\x89PNG\r\n\x1a\n", chunk(b"IHDR", header)]
    if palette is not None:
        parts.append(chunk(b"PLTE", palette.astype(np.uint8).tobytes()))
    if transparency is not None:
        parts.append(chunk(b"tRNS", transparency))
    parts += [chunk(b"IDAT", zlib.compress(rows)), chunk(b"IEND", b"")]
    (folder / name).write_bytes(b"".join(parts))


for colour_type, channels, kind in [(0, 1, "grey"), (2, 3, "rgb"), (4, 2, "grey-alpha"), (6, 4, "rgba")]:
    for depth in [1, 2, 4, 8, 16] if colour_type == 0 else [8, 16]:
        samples = random.integers(0, 2**depth, (5, 7, channels))
        samples[0, 0, 0], samples[0, 1, 0] = 0, 2**depth - 1
        write_png(f"{kind}-{depth}.png", samples, depth, colour_type)
        keep(f"{kind}-{depth}.png", samples, depth, eight(samples) if depth == 16 else None)
for depth in [1, 2, 4, 8]:
    palette = random.integers(0, 256, (min(2**depth, 200), 3))
    indices = random.integers(0, len(palette), (5, 7, 1))
    alphas = bytes(random.integers(0, 256, 2, dtype=np.uint8))
    write_png(f"palette-{depth}.png", indices, depth, 3, palette, transparency=alphas)
    keep(f"palette-{depth}.png", palette[indices[:, :, 0]], 8)
# A transparent colour is no channel.
samples = random.integers(0, 4, (5, 7, 1))
write_png("grey-2-transparent.png", samples, 2, 0, transparency=b"\0\1")
keep("grey-2-transparent.png", samples, 2)
samples = random.integers(0, 256, (5, 7, 3))
write_png("rgb-8-transparent.png", samples, 8, 2, transparency=b"".join(b"\0" + bytes([int(v)]) for v in samples[0, 0]))
keep("rgb-8-transparent.png", samples, 8)

smooth = Image.fromarray(random.integers(0, 256, (6, 8, 4), dtype=np.uint8), "CMYK").resize((33, 21), Image.Resampling.BICUBIC)
rgb = smooth.convert("RGB")
rgb.convert("L").save(folder / "grey.jpg", quality=70)
rgb.save(folder / "progressive-420.jpg", quality=70, progressive=True, subsampling=2)
rgb.save(folder / "ycbcr-422.jpg", quality=70, subsampling=1)
rgb.save(folder / "rgb.jpg", quality=70, keep_rgb=True)
smooth.save(folder / "cmyk.jpg", quality=70)
rgb.quantize(16).save(folder / "palette.gif")
rgb.convert("L").save(folder / "grey.gif", optimize=False)
rgb.quantize(8).save(folder / "palette.tif")
smooth.save(folder / "cmyk.tif")
for name in ["grey.jpg", "progressive-420.jpg", "ycbcr-422.jpg", "rgb.jpg", "cmyk.jpg", "cmyk.tif", "palette.gif", "grey.gif", "palette.tif"]:
    with Image.open(folder / name) as image:
        is_palette = name.startswith("palette")
        keep(name, image.convert("RGB") if is_palette else image, 8)

grey = random.integers(0, 2**16, (9, 11, 1)).astype(np.uint16)
colour = random.integers(0, 2**16, (9, 11, 3)).astype(np.uint16)
for name, samples, options in [
    ("grey-16.tif", grey, {"photometric": "minisblack"}),
    ("grey-8-deflate.tif", (grey >> 8).astype(np.uint8), {"compression": "zlib", "photometric": "minisblack"}),
    ("rgb-16-big-endian.tif", colour, {"compression": "zlib", "photometric": "rgb", "byteorder": ">"}),
    ("rgb-16-planes.tif", np.moveaxis(colour, 2, 0), {"photometric": "rgb", "planarconfig": "separate"}),
]:
    tifffile.imwrite(folder / name, samples[:, :, 0] if samples.shape[-1] == 1 else samples, **options)
    stored = np.moveaxis(samples, 0, 2) if "planes" in name else samples
    bits = 16 if samples.dtype == np.uint16 else 8
    keep(name, stored, bits, eight(stored) if bits == 16 else None)
# Compressions that tifffile has no encoder for without imagecodecs.
Image.fromarray(grey[:, :, 0]).save(folder / "grey-16-lzw.tif", compression="tiff_lzw")
keep("grey-16-lzw.tif", grey, 16, eight(grey))
eight_colour = (colour >> 8).astype(np.uint8)
Image.fromarray(eight_colour).save(folder / "rgb-8-packbits.tif", compression="packbits")
keep("rgb-8-packbits.tif", eight_colour, 8)
bilevel = grey[:, :, 0] > 2**15
tifffile.imwrite(folder / "bilevel.tif", bilevel, photometric="minisblack")
keep("bilevel.tif", bilevel, 1)

versions = {"pillow": PIL.__version__, "tifffile": tifffile.__version__, "numpy": np.__version__}
(here / "rasters.json").write_text(json.dumps({"versions": versions, "cases": cases}, indent=1) + "\n")
