"""Small DICOM files of every transfer syntax and kind of pixel that is read, with checksums of what pydicom makes of them.

`stored` is pydicom's pixel_array and `values` its apply_modality_lut. `rgb` is what is shown: the window functions are written out from PS3.3,
C.11.2.1, and compared with pydicom's. Lossless JPEG, JPEG-LS and HTJ2K are encoded with dcmjs-codecs, since Python has no encoder for them here, and
decoded with pylibjpeg. Lossy JPEG of 8 bits is decoded with Pillow.

Run: python make_dicom.py   (writes dicom.json and dicom/ beside itself; needs node)
"""
import base64
import hashlib
import io
import json
import subprocess
import warnings
from pathlib import Path

import numpy as np
import PIL
import pydicom
from PIL import Image
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.encaps import encapsulate
from pydicom.pixels import apply_color_lut, apply_modality_lut, apply_voi, apply_windowing
from pydicom.sequence import Sequence
from pydicom.uid import UID

warnings.simplefilter("ignore")
here = Path(__file__).parent
folder = here / "dicom"
folder.mkdir(exist_ok=True)
random = np.random.default_rng(7)
cases = []

IMPLICIT, EXPLICIT, DEFLATED, BIG = (UID(f"1.2.840.10008.1.2{end}") for end in ["", ".1", ".1.99", ".2"])
RLE = UID("1.2.840.10008.1.2.5")


def jpeg(number):
    return UID(f"1.2.840.10008.1.2.4.{number}")


def scene(rows, columns, low, high, samples=1):
    """A smooth ramp with noise over the whole range."""
    ramp = np.add.outer(np.arange(rows), np.arange(columns)) / (rows + columns - 2)
    planes = [np.roll(ramp, i, 1) + random.normal(0, 0.03, ramp.shape) for i in range(samples)]
    return np.clip(np.stack(planes, -1) * (high - low) + low, low, high).round().astype(np.int64)


def dataset(pixels, syntax, bits, allocated=None, signed=False, photometric=None, **elements):
    """A file's data set; `pixels` [rows, columns, samples]."""
    rows, columns, samples = pixels.shape
    allocated = allocated or (8 if bits <= 8 else 16)
    ds = Dataset()
    ds.file_meta = FileMetaDataset()
    ds.file_meta.TransferSyntaxUID = syntax
    ds.file_meta.MediaStorageSOPClassUID = ds.SOPClassUID = UID("1.2.840.10008.5.1.4.1.1.7")
    ds.file_meta.MediaStorageSOPInstanceUID = ds.SOPInstanceUID = UID("1.2.3.4")
    ds.PatientID, ds.StudyInstanceUID, ds.SeriesInstanceUID, ds.Modality = "P7", "1.2.3", "1.2.3.1", "OT"
    ds.Rows, ds.Columns, ds.SamplesPerPixel = rows, columns, samples
    ds.PhotometricInterpretation = photometric or ("MONOCHROME2" if samples == 1 else "RGB")
    if samples > 1:
        ds.PlanarConfiguration = 0
    ds.BitsAllocated, ds.BitsStored, ds.HighBit, ds.PixelRepresentation = allocated, bits, bits - 1, int(signed)
    for name, value in elements.items():
        setattr(ds, name, value)
    return ds


def native(ds, pixels, vr=None):
    order = ">" if ds.file_meta.TransferSyntaxUID == BIG else "<"
    data = pixels.astype(f"{order}i4").astype(f"{order}{'i' if ds.PixelRepresentation else 'u'}{ds.BitsAllocated // 8}").tobytes()
    data += b"\0" * (len(data) % 2)
    ds.add_new("PixelData", vr or ("OW" if ds.BitsAllocated > 8 else "OB"), data)
    return ds


def encapsulated(ds, frame, fragments=1):
    ds.PixelData = encapsulate([frame], fragments_per_frame=fragments)
    ds["PixelData"].VR = "OB"
    ds["PixelData"].is_undefined_length = True
    return ds


def table(entries, first, bits, data_vr="OW"):
    item = Dataset()
    item.add_new("LUTDescriptor", "US", [len(entries), first, bits])
    item.add_new("LUTData", data_vr, np.asarray(entries, "<u2").tobytes())
    return item


def windowed(values, center, width, function="LINEAR"):
    """PS3.3, C.11.2.1.2.1, C.11.2.1.3.1 and C.11.2.1.3.2, with 0 for black and 1 for white."""
    if function == "SIGMOID":
        return 1 / (1 + np.exp(-4 * (values - center) / width))
    middle, span = (center - 0.5, width - 1) if function == "LINEAR" else (center, width)
    inside = (values - middle) / span + 0.5
    return np.where(values <= middle - span / 2, 0, np.where(values > middle + span / 2, 1, inside))


def shades(ds, stored, values, choice):
    """8 bits of a grey image."""
    is_padding = np.zeros(stored.shape, bool)
    if "PixelPaddingValue" in ds:
        limit = ds.get("PixelPaddingRangeLimit", ds.PixelPaddingValue)
        is_padding = (stored >= min(limit, ds.PixelPaddingValue)) & (stored <= max(limit, ds.PixelPaddingValue))
    known = values[~is_padding]
    if isinstance(choice, dict):
        white = windowed(values, choice["center"], choice["width"])
    elif choice == "file" and "VOILUTSequence" in ds:
        white = apply_voi(values.astype(np.int64), ds) / (2 ** ds.VOILUTSequence[0].LUTDescriptor[2] - 1)
    elif choice == "file" and "WindowWidth" in ds:
        first = [v if np.isscalar(v) else v[0] for v in (ds.WindowCenter, ds.WindowWidth)]
        white = windowed(values, float(first[0]), float(first[1]), ds.get("VOILUTFunction", "LINEAR"))
        theirs = apply_windowing(values, ds)
        low, high = (-(2 ** (ds.BitsStored - 1)), 2 ** (ds.BitsStored - 1) - 1) if ds.PixelRepresentation else (0, 2**ds.BitsStored - 1)
        slope, intercept = float(ds.get("RescaleSlope", 1)), float(ds.get("RescaleIntercept", 0))
        low, high = low * slope + intercept, high * slope + intercept
        assert np.allclose((theirs - low) / (high - low), white), "not as pydicom"
    elif choice == "file" and ds.BitsStored == 8 and not ds.PixelRepresentation and "RescaleSlope" not in ds:
        white = values / 255
    else:
        span = known.max() - known.min()
        white = np.clip((values - known.min()) / span, 0, 1) if span else np.zeros(values.shape)
    eight = np.floor(np.clip(white, 0, 1) * 255 + 0.5).astype(np.int64)
    if ds.PhotometricInterpretation == "MONOCHROME1":
        eight = 255 - eight
    return np.where(is_padding, 0, eight)


def sha256(array, kind):
    return hashlib.sha256(np.ascontiguousarray(array).astype(kind).tobytes()).hexdigest()


def keep(name, ds, plugin="", choice="file"):
    """Writes the file and expects what pydicom reads from it."""
    path = folder / f"{name}.dcm"
    syntax = ds.file_meta.TransferSyntaxUID
    ds.save_as(path, enforce_file_format=True, implicit_vr=syntax == IMPLICIT, little_endian=syntax != BIG)
    read = pydicom.dcmread(path)
    read.pixel_array_options(decoding_plugin=plugin)
    stored = read.pixel_array.astype(np.int64)
    is_grey = read.PhotometricInterpretation.startswith("MONOCHROME")
    values = apply_modality_lut(stored, read).astype(np.float64) if is_grey else stored
    if is_grey:
        rgb = np.repeat(shades(read, stored, values, choice)[:, :, None], 3, 2)
    elif read.PhotometricInterpretation == "PALETTE COLOR":
        rgb = apply_color_lut(read.pixel_array, read)
        rgb = rgb >> 8 if rgb.dtype == np.uint16 else rgb
    else:
        rgb = stored
    cases.append({
        "file": f"{name}.dcm", "syntax": str(syntax), "window": choice,
        "width": read.Columns, "height": read.Rows, "channels": read.SamplesPerPixel, "bits": read.BitsStored,
        "storedMin": int(stored.min()), "storedMax": int(stored.max()),
        "stored": sha256(stored, "<i4"), "values": sha256(values, "<f4"), "rgb": sha256(rgb, "u1"),
    })


def same(pixels, name, ds, **options):
    """As `keep`, and what pydicom reads is what was written."""
    keep(name, ds, **options)
    assert cases[-1]["stored"] == sha256(pixels, "<i4"), name


CT = dict(RescaleSlope="1", RescaleIntercept="-1024", WindowCenter=["40", "-600"], WindowWidth=["400", "1500"], PixelPaddingValue=-2000)
grey12, grey8, colour = scene(7, 9, 0, 4095), scene(5, 7, 0, 255), scene(6, 8, 0, 255, 3)
signed16 = scene(7, 9, -2000, 2400)
signed16[0, :4, 0] = -2000

# Native.
same(signed16, "implicit-little", native(dataset(signed16, IMPLICIT, 16, signed=True, **CT), signed16))
same(signed16, "explicit-little", native(dataset(signed16, EXPLICIT, 16, signed=True, **CT), signed16), choice="range")
same(signed16, "big", native(dataset(signed16, BIG, 16, signed=True, **CT), signed16), choice={"center": -600, "width": 1500})
same(signed16, "deflated", native(dataset(signed16, DEFLATED, 16, signed=True, **CT), signed16))
same(grey8, "grey-8-odd", native(dataset(grey8, EXPLICIT, 8), grey8))
same(grey8, "big-8-words", native(dataset(grey8, BIG, 8), np.append(grey8.reshape(-1), 0).reshape(-1, 2)[:, ::-1], vr="OW"))
unused = random.integers(0, 16, grey12.shape) << 12
keep("unused-bits", native(dataset(grey12, EXPLICIT, 12), grey12 | unused))
keep("unused-bits-signed", native(dataset(grey12, EXPLICIT, 12, signed=True), (grey12 | unused).astype(np.uint16).astype(np.int16)))
bits = (scene(5, 7, 0, 9) > 4).astype(np.int64)
ds = dataset(bits, EXPLICIT, 1, allocated=1)
ds.PixelData = np.packbits(bits.reshape(-1), bitorder="little").tobytes() + b"\0"
ds["PixelData"].VR = "OB"
same(bits, "one-bit", ds, choice="range")

# Values and windows.
plain = dict(RescaleSlope="2.5", RescaleIntercept="-10.25")
keep("monochrome1", native(dataset(grey12, EXPLICIT, 12, photometric="MONOCHROME1", WindowCenter="2000", WindowWidth="3000"), grey12))
keep("monochrome1-8", native(dataset(grey8, EXPLICIT, 8, photometric="MONOCHROME1", PixelPaddingValue=255, PixelPaddingRangeLimit=250), grey8))
for function in ["LINEAR", "LINEAR_EXACT", "SIGMOID"]:
    elements = dict(plain, WindowCenter="5000.5", WindowWidth="4000", VOILUTFunction=function)
    keep(f"window-{function.lower().replace('_', '-')}", native(dataset(grey12, IMPLICIT, 12, **elements), grey12))
keep("no-window", native(dataset(grey12, IMPLICIT, 12, **plain), grey12))
keep("negative-slope", native(dataset(grey12, IMPLICIT, 12, RescaleSlope="-1", RescaleIntercept="100"), grey12), choice="range")
ramp = (np.sqrt(np.arange(3000) / 2999) * 60000).astype(int)
keep("voi-table", native(dataset(grey12, EXPLICIT, 12, VOILUTSequence=Sequence([table(ramp, 500, 16)])), grey12))
keep("modality-table", native(dataset(grey12, EXPLICIT, 12, ModalityLUTSequence=Sequence([table(ramp, 500, 16)])), grey12))
shift = scene(7, 9, 100, 100)
keep("flat", native(dataset(shift, EXPLICIT, 12), shift), choice="range")

# Colour.
same(colour, "rgb", native(dataset(colour, EXPLICIT, 8), colour))
planes = native(dataset(colour, EXPLICIT, 8), np.moveaxis(colour, 2, 0))
planes.PlanarConfiguration = 1
same(colour, "rgb-planes", planes)
keep("ybr-full", native(dataset(colour, EXPLICIT, 8, photometric="YBR_FULL"), colour))
keep("ybr-full-422", native(dataset(colour, EXPLICIT, 8, photometric="YBR_FULL_422"), np.stack([colour[:, ::2, 0], colour[:, 1::2, 0], colour[:, ::2, 1], colour[:, ::2, 2]], -1)))
for depth in [8, 16]:
    ds = dataset(grey8, EXPLICIT, 8, photometric="PALETTE COLOR")
    for name in ["Red", "Green", "Blue"]:
        entries = random.integers(0, 2**depth, 200)
        setattr(ds, f"{name}PaletteColorLookupTableDescriptor", [200, 10, depth])
        data = entries.astype("u1" if depth == 8 else "<u2").tobytes()
        setattr(ds, f"{name}PaletteColorLookupTableData", data)
    same(grey8, f"palette-{depth}", native(ds, grey8))

# Encoded by pydicom.
for name, pixels, depth, signed in [("rle-8", grey8, 8, False), ("rle-16", signed16, 16, True), ("rle-rgb", colour, 8, False)]:
    ds = native(dataset(pixels, EXPLICIT, depth, signed=signed, **(CT if signed else {})), pixels)
    ds.compress(RLE, encoding_plugin="pydicom", generate_instance_uid=False)
    same(pixels, name, ds)
# Five halvings, which the encoder makes, need 32 pixels.
signed12, large8, large_colour = scene(33, 34, -2048, 2047), scene(35, 33, 0, 255), scene(33, 37, 0, 255, 3)
for name, pixels, depth, signed in [("jpeg-2000-12-signed", signed12, 12, True), ("jpeg-2000-8", large8, 8, False), ("jpeg-2000-rgb", large_colour, 8, False)]:
    photometric = "YBR_RCT" if pixels is large_colour else None
    ds = native(dataset(pixels, EXPLICIT, depth, signed=signed), pixels)
    ds.PhotometricInterpretation = photometric or ds.PhotometricInterpretation
    ds.compress(jpeg(90), encoding_plugin="pylibjpeg", generate_instance_uid=False)
    same(pixels, name, ds, plugin="pylibjpeg")
large = scene(40, 48, 0, 4095)
ds = native(dataset(large, EXPLICIT, 12), large)
ds.compress(jpeg(91), encoding_plugin="pylibjpeg", j2k_cr=[4], generate_instance_uid=False)
keep("jpeg-2000-lossy", ds, plugin="pylibjpeg")

# JPEG of 8 bits, by Pillow.


def pillow_jpeg(pixels, **options):
    buffer = io.BytesIO()
    image = Image.fromarray(pixels.astype(np.uint8).squeeze())
    image.save(buffer, "JPEG", quality=85, **options)
    return buffer.getvalue()


keep("jpeg-8", encapsulated(dataset(large8, jpeg(50), 8), pillow_jpeg(large8), fragments=3), plugin="pillow")
keep("jpeg-444", encapsulated(dataset(large_colour, jpeg(50), 8, photometric="YBR_FULL"), pillow_jpeg(large_colour, subsampling=0)), plugin="pillow")
keep("jpeg-422", encapsulated(dataset(large_colour, jpeg(50), 8, photometric="YBR_FULL_422"), pillow_jpeg(large_colour, subsampling=1)), plugin="pillow")
keep("jpeg-422-said-rgb", encapsulated(dataset(large_colour, jpeg(50), 8), pillow_jpeg(large_colour, subsampling=1)), plugin="pillow")
keep("jpeg-rgb", encapsulated(dataset(large_colour, jpeg(50), 8), pillow_jpeg(large_colour, keep_rgb=True)), plugin="pillow")

# 12 bits with loss, which neither can: 33 x 21 pixels, encoded once with imagecodecs 2026.3.6, jpeg_encode(pixels, level=90, bitspersample=12).
# Decoders may round the cosine transform their own way, so that the pixels themselves are kept, to be compared.
ds = encapsulated(dataset(np.empty((21, 33, 1)), jpeg(51), 12), (here / "jpeg-12-bit.jpg").read_bytes())
keep("jpeg-12", ds, plugin="pylibjpeg")
del cases[-1]
rounded = {"file": "jpeg-12.dcm", "stored": pydicom.dcmread(folder / "jpeg-12.dcm").pixel_array.reshape(-1).tolist()}

# By dcmjs-codecs.
large16 = scene(21, 33, 0, 65535)
encoded = [
    ("jpeg-lossless-sv1", signed16, 70, 16, True, "encodeJpeg", {"lossy": False, "predictor": 1}),
    ("jpeg-lossless-6", grey12, 57, 12, False, "encodeJpeg", {"lossy": False, "predictor": 6}),
    ("jpeg-lossless-rgb", colour, 70, 8, False, "encodeJpeg", {"lossy": False, "predictor": 1}),
    ("jpeg-ls", grey12, 80, 12, False, "encodeJpegLs", {"lossy": False}),
    ("jpeg-ls-signed", signed16, 80, 16, True, "encodeJpegLs", {"lossy": False}),
    ("jpeg-ls-8", grey8, 80, 8, False, "encodeJpegLs", {"lossy": False}),
    ("jpeg-ls-rgb", colour, 80, 8, False, "encodeJpegLs", {"lossy": False}),
    ("jpeg-ls-lossy", large16, 81, 16, False, "encodeJpegLs", {"lossy": True, "allowedLossyError": 5}),
    ("ht-jpeg-2000", grey12, 201, 12, False, "encodeHtJpeg2000", {"lossy": False}),
    ("ht-jpeg-2000-rpcl", colour, 202, 8, False, "encodeHtJpeg2000", {"lossy": False, "progressionOrder": 2}),
]
requests = [
    {
        "encoder": encoder, "parameters": parameters, "width": pixels.shape[1], "height": pixels.shape[0],
        "bitsAllocated": 8 if depth == 8 else 16, "bitsStored": depth, "samplesPerPixel": pixels.shape[2],
        "pixelRepresentation": int(signed and "LS" not in encoder and "encodeJpeg" != encoder),
        "photometricInterpretation": "MONOCHROME2" if pixels.shape[2] == 1 else "RGB",
        "raw": base64.b64encode((pixels & (2**depth - 1)).astype("<u2" if depth > 8 else "u1").tobytes()).decode(),
    }
    for _, pixels, _, depth, signed, encoder, parameters in encoded
]
answer = subprocess.run(["node", here / "encode_frames.mjs"], input=json.dumps(requests), stdout=subprocess.PIPE, text=True, check=True)
for (name, pixels, number, depth, signed, _, parameters), frame in zip(encoded, json.loads(answer.stdout)):
    ds = encapsulated(dataset(pixels, jpeg(number), depth, signed=signed), base64.b64decode(frame))
    if parameters["lossy"]:
        keep(name, ds, plugin="pylibjpeg")
    else:
        same(pixels, name, ds, plugin="pylibjpeg")

# JPEG-LS plane by plane: 8 x 6 pixels, encoded once with pyjpegls 1.5.1, encode_pixel_data(…, lossy_error=0, interleave_mode=0).
planes = encapsulated(dataset(colour, jpeg(80), 8), (here / "jpeg-ls-planes.jls").read_bytes())
keep("jpeg-ls-planes", planes, plugin="pylibjpeg")

# Files that cannot be read, by what is wrong with them.
unreadable = here / "dicom-unreadable"
unreadable.mkdir(exist_ok=True)


def keep_unreadable(name, ds):
    ds.save_as(unreadable / f"{name}.dcm", enforce_file_format=True, implicit_vr=False, little_endian=True)


ds = dataset(grey8, EXPLICIT, 8)
keep_unreadable("no-pixels", ds)
keep_unreadable("syntax", encapsulated(dataset(grey8, jpeg(100), 8), b"\0\0\1\xb3"))
keep_unreadable("frames", native(dataset(grey8, EXPLICIT, 8, NumberOfFrames=2), np.concatenate([grey8, grey8])))
keep_unreadable("size", native(dataset(grey8, EXPLICIT, 8, Rows=65535, Columns=65535), grey8))
keep_unreadable("depth", native(dataset(grey8, EXPLICIT, 32, allocated=32), grey8))
keep_unreadable("colour", native(dataset(grey8, EXPLICIT, 8, photometric="HSV"), grey8))
keep_unreadable("colour-2", native(dataset(colour[:, :7], EXPLICIT, 8, photometric="YBR_FULL_422"), colour[:, :7]))
keep_unreadable("damaged", native(dataset(grey8, EXPLICIT, 8, Rows=70), grey8))

versions = {"pydicom": pydicom.__version__, "pillow": PIL.__version__, "numpy": np.__version__}
(here / "dicom.json").write_text(json.dumps({"versions": versions, "rounded": rounded, "cases": cases}) + "\n")
