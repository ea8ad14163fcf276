"""The seven datasets in their official layouts, tiny, and what an independent reading of them gives.

Run: python make_layouts.py   (writes layouts/ and layouts.json beside itself)

The first half draws the files; the second reads them back, knowing the layouts alone: labels, groups, official parts and masks.
"""
import csv
import hashlib
import json
import shutil
from pathlib import Path

import numpy as np
import PIL
import pydicom
from PIL import Image
from pydicom.dataset import FileDataset, FileMetaDataset
from pydicom.uid import CTImageStorage, ExplicitVRLittleEndian

here = Path(__file__).parent
root = here / "layouts"
if root.exists():
    shutil.rmtree(root)
random = np.random.default_rng(5)

FOURTEEN = ["Atelectasis", "Cardiomegaly", "Effusion", "Infiltration", "Mass", "Nodule", "Pneumonia", "Pneumothorax",
            "Consolidation", "Edema", "Emphysema", "Fibrosis", "Pleural_Thickening", "Hernia"]
CHEXPERT = ["No Finding", "Enlarged Cardiomediastinum", "Cardiomegaly", "Lung Opacity", "Lung Lesion", "Edema",
            "Consolidation", "Pneumonia", "Atelectasis", "Pneumothorax", "Pleural Effusion", "Pleural Other", "Fracture",
            "Support Devices"]


# --- drawing -------------------------------------------------------------------------------------------------------

def file(*parts):
    path = root.joinpath(*parts)
    path.parent.mkdir(parents=True, exist_ok=True)
    return path


def texture(width, height, levels=256):
    """Blocks of eight pixels, which compress to little."""
    blocks = random.integers(0, levels, (-(-height // 8), -(-width // 8)))
    return np.kron(blocks, np.ones((8, 8), int))[:height, :width]


def grey(width, height):
    return Image.fromarray(texture(width, height).astype(np.uint8))


def blob(width, height, left, top, right, bottom):
    mask = np.zeros((height, width), np.uint8)
    mask[top:bottom, left:right] = 255
    return mask


def write_table(path, rows):
    with open(path, "w", newline="") as out:
        csv.writer(out).writerows(rows)


def dicom(path, pixels, modality, **tags):
    meta = FileMetaDataset()
    meta.TransferSyntaxUID = ExplicitVRLittleEndian
    meta.MediaStorageSOPClassUID = CTImageStorage
    meta.MediaStorageSOPInstanceUID = "1.2.3"
    data = FileDataset(None, {}, file_meta=meta, preamble=b"\0" * 128)
    data.SOPClassUID, data.SOPInstanceUID, data.Modality = CTImageStorage, "1.2.3", modality
    data.Rows, data.Columns = pixels.shape
    data.SamplesPerPixel, data.PhotometricInterpretation = 1, "MONOCHROME2"
    data.BitsAllocated = data.BitsStored = pixels.dtype.itemsize * 8
    data.HighBit = data.BitsStored - 1
    data.PixelRepresentation = int(pixels.dtype.kind == "i")
    for name, value in tags.items():
        setattr(data, name, value)
    data.PixelData = pixels.tobytes()
    data.save_as(path, enforce_file_format=True)


def draw_chestxray14():
    """Two archives; the table of 2017 with its empty twelfth field; one image with colour and alpha, as some of the originals."""
    rows = [["Image Index", "Finding Labels", "Follow-up #", "Patient ID", "Patient Age", "Patient Gender", "View Position",
             "OriginalImage[Width", "Height]", "OriginalImagePixelSpacing[x", "y]", ""]]
    lists = {"train_val_list.txt": [], "test_list.txt": []}
    findings = ["No Finding", "Cardiomegaly", "Effusion|Mass", "No Finding", "Hernia", "Atelectasis|Effusion"]
    for patient in range(1, 11):
        for visit in range(1 + patient % 2):
            name = f"{patient:08}_{visit:03}.png"
            image = grey(40, 40)
            if patient == 2:
                image = image.convert("RGBA")
            image.save(file("chestxray14", f"images_{1 + patient % 2:03}", "images", name))
            rows.append([name, findings[(patient + visit) % 6], visit, patient, "057Y", "M", "PA", 2682, 2749, 0.143, 0.143, ""])
            lists["test_list.txt" if patient > 6 else "train_val_list.txt"].append(name)
    write_table(file("chestxray14", "Data_Entry_2017.csv"), rows)
    for name, lines in lists.items():
        file("chestxray14", name).write_text("\n".join(lines))


def draw_chexpert():
    """The paths of the tables start with a folder that is called otherwise here."""
    values = ["1.0", "", "0.0", "-1.0"]
    for part, patients in [("train", range(1, 9)), ("valid", range(64541, 64546))]:
        rows = [["Path", "Sex", "Age", "Frontal/Lateral", "AP/PA", *CHEXPERT]]
        for patient in patients:
            for view in ["view1_frontal", "view2_lateral"][: 1 + patient % 2]:
                path = f"{part}/patient{patient:05}/study1/{view}.jpg"
                grey(40, 32).save(file("chexpert", path), quality=80)
                allowed = values if part == "train" else ["0.0", "1.0"]
                labels = [allowed[(patient * (k + 1) + k) % len(allowed)] for k in range(14)]
                rows.append([f"CheXpert-v1.0-small/{path}", "Female", 68, view[6:].capitalize(), "AP", *labels])
        write_table(file("chexpert", f"{part}.csv"), rows)


def draw_shenzhen():
    for number in range(1, 13):
        grey(40, 36).save(file("shenzhen", "CXR_png", f"CHNCXR_{number:04}_{number % 2}.png"))
    file("shenzhen", "ClinicalReadings", "CHNCXR_0001_1.txt").write_text("male 45yrs\nbilateral PTB\n")


def draw_rsna_pe():
    exam = ["negative_exam_for_pe", "qa_motion", "qa_contrast", "flow_artifact", "rv_lv_ratio_gte_1", "rv_lv_ratio_lt_1",
            "leftsided_pe", "chronic_pe", "true_filling_defect_not_pe", "rightsided_pe", "acute_and_chronic_pe", "central_pe",
            "indeterminate"]
    rows = [["StudyInstanceUID", "SeriesInstanceUID", "SOPInstanceUID", "pe_present_on_image", *exam]]
    for study in range(8):
        for number in range(2):
            names = [f"{(study * 7919 + 1) << 20:012x}", f"{study + 4096:012x}", f"{study * 16 + number:012x}"]
            present = int(study % 2 == 1 and number == 0)
            pixels = (texture(32, 32, 1600) - 1000).astype(np.int16)
            dicom(file("rsna-pe", "train", *names[:2], f"{names[2]}.dcm"), pixels, "CT",
                  RescaleSlope=1, RescaleIntercept=-24, WindowCenter=40, WindowWidth=400)
            rows.append([*names, present, *[1 - study % 2] + [0] * 12])
    write_table(file("rsna-pe", "train.csv"), rows)


def run_lengths(mask):
    """(gap since the end of the last run, length), down the columns."""
    flat = np.concatenate([[0], (mask.T.ravel() > 0).astype(int), [0]])
    edges = np.flatnonzero(np.diff(flat))
    starts, ends = edges[::2], edges[1::2]
    gaps = starts - np.concatenate([[0], ends[:-1]])
    return " ".join(f"{gap} {length}" for gap, length in zip(gaps, ends - starts))


def draw_siim_acr():
    rows = [["ImageId", " EncodedPixels"]]
    for number in range(10):
        name = f"1.2.276.{number}"
        dicom(file("siim-acr", "dicom-images-train", f"1.2.1.{number}", f"1.2.2.{number}", f"{name}.dcm"),
              texture(24, 40).astype(np.uint8), "CR")
        if number % 2 == 0:
            rows.append([name, ["-1", " -1"][number // 2 % 2]])
        else:
            rows.append([name, run_lengths(blob(24, 40, 2, 4, 9 + number, 20))])
        if number % 4 == 1:  # a second region, which overlaps the first
            rows.append([name, run_lengths(blob(24, 40, 8, 10, 22, 39))])
    write_table(file("siim-acr", "train-rle.csv"), rows)


def draw_montgomery():
    for number in range(1, 11):
        name = f"MCUCXR_{number:04}_{number % 2}.png"
        Image.fromarray(texture(44, 36, 4096).astype(np.uint16)).save(file("montgomery", "CXR_png", name))
        left, right = blob(44, 36, 24, 5, 40, 28 + number % 3), blob(44, 36, 4, 6, 20, 30)
        Image.fromarray(left).convert("1").save(file("montgomery", "ManualMask", "leftMask", name))
        Image.fromarray(right).convert("1").save(file("montgomery", "ManualMask", "rightMask", name))


def draw_drive():
    for folder, numbers, name in [("training", range(21, 25), "training"), ("test", range(1, 4), "test")]:
        for number in numbers:
            image = Image.merge("RGB", [grey(40, 44) for _ in range(3)])
            image.save(file("drive", folder, "images", f"{number:02}_{name}.tif"), compression="tiff_lzw")
            vessels = blob(40, 44, 6 + number % 5, 3, 10 + number % 5, 40)
            Image.fromarray(vessels).save(file("drive", folder, "1st_manual", f"{number:02}_manual1.gif"))
            Image.fromarray(blob(40, 44, 4, 4, 36, 40)).save(file("drive", folder, "mask", f"{number:02}_{name}_mask.gif"))


# --- reading -------------------------------------------------------------------------------------------------------

def read_table(*parts):
    with open(root.joinpath(*parts), newline="") as source:
        return list(csv.DictReader(source, skipinitialspace=True))


def digest(mask):
    return hashlib.sha256(np.ascontiguousarray(mask > 0, np.uint8).tobytes()).hexdigest()


def example(id, labels, group, part=None, mask=None):
    return {"id": id, "labels": labels, "group": group, "part": part, "mask": mask}


def read_chestxray14():
    test = set(root.joinpath("chestxray14", "test_list.txt").read_text().split())
    for row in read_table("chestxray14", "Data_Entry_2017.csv"):
        found = row["Finding Labels"].split("|")
        part = "test" if row["Image Index"] in test else "train"
        yield example(row["Image Index"], [int(name in found) for name in FOURTEEN], row["Patient ID"], part)


def read_chexpert():
    for part, name in [("train", "train"), ("test", "valid")]:
        for row in read_table("chexpert", f"{name}.csv"):
            path = row["Path"].split("/", 1)[1]
            assert root.joinpath("chexpert", path).exists()
            yield example(path, [int(float(row[column] or 0)) for column in CHEXPERT], path.split("/")[1], part)


def read_shenzhen():
    for path in root.joinpath("shenzhen", "CXR_png").iterdir():
        yield example(f"CXR_png/{path.name}", [int(path.stem[-1])], path.stem[:-2])


def read_rsna_pe():
    for row in read_table("rsna-pe", "train.csv"):
        study, series, slice = row["StudyInstanceUID"], row["SeriesInstanceUID"], row["SOPInstanceUID"]
        assert root.joinpath("rsna-pe", "train", study, series, f"{slice}.dcm").exists()
        yield example(f"{study}/{series}/{slice}", [int(row["pe_present_on_image"])], study)


def read_siim_acr():
    files = {path.stem: path for path in root.joinpath("siim-acr").rglob("*.dcm")}
    masks = {}
    for row in read_table("siim-acr", "train-rle.csv"):
        header = pydicom.dcmread(files[row["ImageId"]])
        mask = masks.setdefault(row["ImageId"], np.zeros((header.Rows, header.Columns), bool))
        numbers = [int(word) for word in row["EncodedPixels"].split()]
        if numbers == [-1]:
            continue
        flat = np.zeros(mask.size, bool)
        position = 0
        for gap, length in zip(numbers[::2], numbers[1::2]):
            position += gap
            flat[position:position + length] = True
            position += length
        mask |= flat.reshape(header.Columns, header.Rows).T
    for name, mask in masks.items():
        yield example(name, [], files[name].parts[-3], mask=digest(mask))


def read_montgomery():
    for path in root.joinpath("montgomery", "CXR_png").iterdir():
        sides = [np.asarray(Image.open(root / "montgomery" / "ManualMask" / side / path.name)) for side in ["leftMask", "rightMask"]]
        yield example(f"CXR_png/{path.name}", [], f"CXR_png/{path.name}", mask=digest(sides[0] | sides[1]))


def read_drive():
    for folder, part in [("training", "train"), ("test", "test")]:
        for path in root.joinpath("drive", folder, "images").iterdir():
            vessels = root / "drive" / folder / "1st_manual" / f"{path.name[:2]}_manual1.gif"
            id = f"{folder}/images/{path.name}"
            yield example(id, [], id, part, digest(np.asarray(Image.open(vessels).convert("L"))))


draw_chestxray14(), draw_chexpert(), draw_shenzhen(), draw_rsna_pe(), draw_siim_acr(), draw_montgomery(), draw_drive()
readers = {"chestxray14": read_chestxray14, "chexpert": read_chexpert, "shenzhen": read_shenzhen, "rsna-pe": read_rsna_pe,
           "siim-acr": read_siim_acr, "montgomery": read_montgomery, "drive": read_drive}
golden = {
    "versions": {"pydicom": pydicom.__version__, "pillow": PIL.__version__, "numpy": np.__version__},
    "layouts": {name: sorted(read(), key=lambda one: one["id"]) for name, read in readers.items()},
}
(here / "layouts.json").write_text(json.dumps(golden, separators=(",", ":")) + "\n")
