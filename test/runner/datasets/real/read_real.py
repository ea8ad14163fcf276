"""What an independent reading of real datasets gives: labels, groups, parts, pixels and masks, as JSON.

Run: python read_real.py FOLDER SET   (real-reading.test.ts does; Python, Pillow, NumPy and pydicom of scripts/golden-requirements.txt)

Knows the official layouts alone and nothing of Warmstart. Of every image: SHA-256 of its stored samples (little-endian int32) and of its RGB
(8 bits); of every mask: how many pixels are foreground, and SHA-256 of its zeros and ones. null: nothing there to compare.
"""
import csv
import gzip
import hashlib
import json
import sys
from pathlib import Path

import numpy as np
import pydicom
from PIL import Image

FOURTEEN = ["Atelectasis", "Cardiomegaly", "Effusion", "Infiltration", "Mass", "Nodule", "Pneumonia", "Pneumothorax",
            "Consolidation", "Edema", "Emphysema", "Fibrosis", "Pleural_Thickening", "Hernia"]
# Decoders of lossy JPEG differ in the last bit; real-dicom.test.ts holds these against libjpeg-turbo.
LOSSY_JPEG = {"1.2.840.10008.1.2.4.51", "1.2.840.10008.1.2.4.53", "1.2.840.10008.1.2.4.55"}

data = Path(sys.argv[1])


def sha(array, kind):
    return hashlib.sha256(np.ascontiguousarray(array, kind).tobytes()).hexdigest()


def raster(path):
    image = Image.open(path)
    is_wide = image.mode.startswith("I")
    if image.mode == "P":
        image = image.convert("RGB")
    return {"stored": sha(np.asarray(image), "<i4"), "rgb": None if is_wide else sha(np.asarray(image.convert("RGB")), "u1")}


def foreground(path):
    mask = np.asarray(Image.open(path).convert("L")).astype(int)
    return 2 * mask > mask.max()


def drawn(mask):
    return {"sum": int(mask.sum()), "mask": sha(mask, "u1")}


def table(path):
    with gzip.open(path, "rt", newline="") as source:
        yield from csv.DictReader(source, skipinitialspace=True)


def read_drive():
    for folder, part in [("training", "train"), ("test", "test")]:
        for path in data.joinpath("DRIVE", folder, "images").glob("*.tif"):
            vessels = data / "DRIVE" / folder / "1st_manual" / f"{path.name[:2]}_manual1.gif"
            yield f"{folder}/images/{path.name}", {"part": part, **raster(path), **drawn(foreground(vessels))}


def read_thumbnails():
    for folder, part in [("train", "train"), ("valid", "validation"), ("test", "test")]:
        for path in data.joinpath("nih-thumbnails", folder).glob("*/*.png"):
            yield f"{folder}/{path.parent.name}/{path.name}", {"part": part, "labels": [int(path.parent.name[0])], **raster(path)}


def read_chestxray14():
    for row in table(data / "nih" / "Data_Entry_2017_v2020.csv.gz"):
        path = data / "nih" / "images" / row["Image Index"]
        if path.exists():
            found = row["Finding Labels"].split("|")
            yield path.name, {"labels": [int(name in found) for name in FOURTEEN], "group": row["Patient ID"], **raster(path)}


def read_chexpert():
    for row in table(data / "chexpert" / "train.csv.gz"):
        path = row["Path"].split("/", 1)[1]
        labels = [int(float(value or 0)) for value in list(row.values())[5:]]
        yield path, {"labels": labels, "group": path.split("/")[1]}


def read_shenzhen():
    for path in data.joinpath("shenzhen", "CXR_png").glob("*.png"):
        yield f"CXR_png/{path.name}", {"labels": [int(path.stem[-1])], "group": path.stem[:-2], **raster(path)}


def read_shenzhen_masks():
    for path in data.joinpath("shenzhen", "CXR_png").glob("*.png"):
        lungs = data / "shenzhen" / "lungmasks" / f"{path.stem}_mask.png"
        yield f"CXR_png/{path.name}", {**raster(path), **drawn(foreground(lungs))}


def read_montgomery():
    for path in data.joinpath("montgomery", "CXR_png").glob("*.png"):
        sides = [foreground(data / "montgomery" / "ManualMask" / side / path.name) for side in ["leftMask", "rightMask"]]
        yield f"CXR_png/{path.name}", {**raster(path), **drawn(sides[0] | sides[1])}


def read_siim():
    """Every mask of the table; all images have 1024 x 1024 pixels."""
    masks = {}
    for row in table(data / "siim" / "train-rle.csv.gz"):
        regions = masks.setdefault(row["ImageId"], [])
        numbers = [int(word) for word in row["EncodedPixels"].split()]
        if numbers != [-1]:
            regions.append(numbers)
    for name, regions in masks.items():
        if not regions:
            yield name, {"sum": 0}
            continue
        mask = np.zeros((1024, 1024), bool)
        for numbers in regions:
            flat, position = np.zeros(mask.size, bool), 0
            for gap, length in zip(numbers[::2], numbers[1::2]):
                position += gap
                flat[position:position + length] = True
                position += length
            mask |= flat.reshape(1024, 1024).T
        yield name, drawn(mask)


def read_dicom():
    for path in [*data.joinpath("dicom").glob("*.dcm"), *data.joinpath("siim").glob("*.dcm")]:
        image = pydicom.dcmread(path)
        syntax = image.file_meta.TransferSyntaxUID
        if syntax in LOSSY_JPEG:
            continue
        if syntax == "1.2.840.10008.1.2.4.50":
            image.pixel_array_options(decoding_plugin="pillow")
        stored = image.pixel_array
        values = pydicom.pixels.apply_modality_lut(stored, image)
        yield f"{path.parent.name}/{path.name}", {"stored": sha(stored, "<i4"), "values": sha(values, "<f4")}


readers = {name[5:]: read for name, read in list(globals().items()) if name.startswith("read_")}
json.dump(dict(readers[sys.argv[2]]()), sys.stdout, separators=(",", ":"))
