import type { ByteSource } from '../byte-source';
import type { Container } from '../container';
import { ALLOWED } from '../pickle/allow-list';
import { findTensors } from '../pickle/find-tensors';
import { unpickle } from '../pickle/pickle-machine';
import { WeightsError } from '../weights-error';
import { lazyTensor } from './lazy-tensor';
import type { ZipArchive } from './zip-archive';

/** PyTorch's archive since 1.6: a pickle that describes the tensors, and an entry for each storage. */
export function readPytorchZip(source: ByteSource, archive: ZipArchive, folder: string): Container {
  if (archive.has(`${folder}constants.pkl`) || archive.has(`${folder}model.json`)) throw torchScript(source.file);
  const pickle = archive.source(`${folder}data.pkl`);
  const found = findTensors(source.file, unpickle(pickle, 0, ALLOWED).value);
  const bigEndian = archive.has(`${folder}byteorder`) && archive.text(`${folder}byteorder`) === 'big';
  return {
    kind: 'pytorch-zip',
    within: found.within,
    metadata: found.metadata,
    unread: found.unread,
    tensors: found.tensors.map(({ name, tensor }) =>
      lazyTensor(source.file, name, tensor, pickle, bigEndian, ({ key, byteLength }) => {
        const region = archive.region(`${folder}data/${key}`);
        if (region.length < byteLength)
          throw source.corrupt(`storage ${key} has ${region.length} bytes, and ${byteLength} are announced`);
        return region;
      }),
    ),
  };
}

function torchScript(file: string): WeightsError {
  return new WeightsError(
    'whole-module',
    file,
    'this is a TorchScript archive, a program rather than weights. Save its state dict with Python: torch.save(torch.jit.load("FILE", map_location="cpu").state_dict(), "weights.pth").',
  );
}
