import { WeightsError } from './weights-error';

/** Says what a file is that is no .safetensors, by its first bytes, and what to do about it; null for files that may be one. */
export function otherKind(file: string, start: Uint8Array): WeightsError | null {
  const wrong = (message: string) => new WeightsError('not-safetensors', file, message);
  const text = Buffer.from(start).toString('latin1');
  if (text.startsWith('PK\x03\x04') || isPickle(start)) return wrong(`this is a PyTorch file (a pickle). ${CONVERT}`);
  if (/^\s*<(!doctype|html|\?xml|head)/i.test(text))
    return wrong('this is a web page, not weights: the download went wrong; download it anew.');
  if (text.startsWith('version https://git-lfs'))
    return wrong('this is a Git LFS pointer, not the weights; run `git lfs pull` in its folder.');
  if (text.startsWith('\x89HDF')) return wrong('this is an HDF5 file (Keras); export the weights as .safetensors.');
  if (text.startsWith('\x1f\x8b')) return wrong('this file is compressed with gzip; unpack it first.');
  return null;
}

/** A pickle stream opens with its protocol, 2 to 5. */
function isPickle(start: Uint8Array): boolean {
  return start[0] === 0x80 && start[1]! >= 2 && start[1]! <= 5;
}

/** Containers as in the field: `state_dict`, `model`, or the dictionary itself. */
const CONVERT = `Convert it to .safetensors with Python:
  import torch, safetensors.torch as s
  d = torch.load("FILE.pth", map_location="cpu", weights_only=True); d = d.get("state_dict", d.get("model", d))
  s.save_file({k: v.clone().contiguous() for k, v in d.items() if torch.is_tensor(v)}, "FILE.safetensors")`;
