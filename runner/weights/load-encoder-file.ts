import { type MappedWeights, mapToTorchvision } from './map-names';
import { readSafetensors } from './safetensors';
import { WeightsError } from './weights-error';

export interface EncoderFile extends MappedWeights {
  /** Of the file, hexadecimal. */
  readonly sha256: string;
}

/** Reads a checkpoint and finds the encoder in it, by torchvision's names. @throws WeightsError */
export async function loadEncoderFile(path: string): Promise<EncoderFile> {
  const { tensors, sha256 } = await readSafetensors(path);
  const mapped = mapToTorchvision(tensors);
  if (mapped !== null) return { ...mapped, sha256 };
  const names = [...tensors.keys()].slice(0, 5).join(', ') || 'none';
  const message = `no ResNet encoder is among its ${tensors.size} tensors (${names}, …); its names must end in conv1.weight, layer1.0.conv1.weight and so on.`;
  throw new WeightsError('no-encoder', path, message);
}
