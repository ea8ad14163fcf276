import { createHash } from 'node:crypto';
import { createReadStream, statSync } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { Worker } from 'node:worker_threads';

/** Files below this are hashed before a thread would have started. */
const SMALL = 8 * 2 ** 20;

/** What the thread runs, as text, since a bundle is one file. */
const PROGRAM = `
  const { createHash } = require('node:crypto');
  const { closeSync, openSync, readSync } = require('node:fs');
  const { parentPort, workerData } = require('node:worker_threads');
  const file = openSync(workerData.path, 'r');
  const hash = createHash(workerData.algorithm);
  const piece = Buffer.allocUnsafe(1 << 20);
  for (let length; (length = readSync(file, piece)) > 0; ) hash.update(piece.subarray(0, length));
  closeSync(file);
  parentPort.postMessage(hash.digest('hex'));
`;

export type HashAlgorithm = 'sha256' | 'md5';

/** By algorithm, path and by what a change of the file would change. */
const known = new Map<string, Promise<string>>();

/**
 * A hash of a file, hexadecimal; of large files beside whatever else is done, in a thread of its own. A file that has not changed since is not
 * read again: the runs of an experiment start from few files.
 */
export async function hashFile(path: string, algorithm: HashAlgorithm = 'sha256'): Promise<string> {
  // Nothing is awaited before: the thread starts also where the caller goes on with work that blocks.
  const { dev, ino, size, mtimeNs, ctimeNs } = statSync(path, { bigint: true });
  const identity = [algorithm, path, dev, ino, size, mtimeNs, ctimeNs].join('\n');
  const hash = known.get(identity) ?? (size < SMALL ? hashHere : hashInThread)(path, algorithm);
  known.set(identity, hash);
  hash.catch(() => known.delete(identity));
  return hash;
}

async function hashHere(path: string, algorithm: HashAlgorithm): Promise<string> {
  const hash = createHash(algorithm);
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}

function hashInThread(path: string, algorithm: HashAlgorithm): Promise<string> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(PROGRAM, { eval: true, workerData: { path, algorithm } });
    worker.once('message', resolve);
    worker.once('error', reject);
  });
}
