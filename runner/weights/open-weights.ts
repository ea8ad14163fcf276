import { type ByteSource, FileSource } from './byte-source';
import type { Container } from './container';
import { isTable } from './containers/leveldb-table';
import { readNpy, readNpz } from './containers/npy';
import { readPickle } from './containers/plain-pickle';
import { readPytorchZip } from './containers/pytorch-zip';
import { readSafetensorsContainer } from './containers/safetensors-container';
import { readTensorflowCheckpoint } from './containers/tensorflow-checkpoint';
import { ZipArchive } from './containers/zip-archive';
import { fileKind } from './file-kind';
import { WeightsError } from './weights-error';
import { weightsFile } from './weights-file';

/** An open file of weights; `close` ends it, and no tensor is read after that. */
export interface OpenWeights extends Container {
  readonly file: string;
  /** In bytes; of a TensorFlow checkpoint with its values. */
  readonly size: number;
  close(): void;
}

/**
 * Opens a file of weights of any kind that is read: .safetensors, PyTorch's two containers, a pickle of arrays, TensorFlow's checkpoint (by
 * its .index, its prefix or its folder), .npz and .npy. Nothing in the file is executed, and no values are read.
 *
 * @throws WeightsError that says what is wrong and what to do
 */
export async function openWeights(path: string): Promise<OpenWeights> {
  const file = await weightsFile(path);
  const opened: FileSource[] = [];
  const open = (name: string): FileSource => {
    const source = new FileSource(name);
    opened.push(source);
    return source;
  };
  const close = () => {
    for (const source of opened.splice(0)) source.close();
  };
  try {
    const container = await readContainer(open(file), (ending) => open(file.replace(/index$/, ending)));
    return { ...container, file, size: opened.reduce((sum, { size }) => sum + size, 0), close };
  } catch (error) {
    close();
    throw error;
  }
}

/** @param beside opens another file of the same checkpoint by its ending */
export async function readContainer(source: ByteSource, beside: (ending: string) => ByteSource): Promise<Container> {
  if (isTable(source)) return readTensorflowCheckpoint(source, beside);
  switch (fileKind(source)) {
    case 'zip':
      return readZip(source);
    case 'pickle':
      return readPickle(source);
    case 'npy':
      return readNpy(source);
    case 'safetensors':
      return readSafetensorsContainer(source);
  }
}

async function readZip(source: ByteSource): Promise<Container> {
  const archive = await ZipArchive.open(source);
  const pickle = archive.names.find((name) => /^[^/]+\/data\.pkl$/.test(name));
  if (pickle !== undefined) return readPytorchZip(source, archive, pickle.slice(0, -'data.pkl'.length));
  if (archive.names.some((name) => name.endsWith('.npy'))) return readNpz(source, archive);
  const inside = archive.names.find((name) => /\.(pth|pt|bin|ckpt|safetensors|index|pkl|tar)$/.test(name));
  const message =
    inside === undefined
      ? 'this is a zip archive without weights; check that it is the right file.'
      : `this is a zip archive with ${inside} in it; unpack it first.`;
  throw new WeightsError('other-kind', source.file, message);
}
