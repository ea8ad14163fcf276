import path from 'node:path';

/** The store cannot be written; the runner ends, and what was finished stays valid. */
export class StoreError extends Error {
  override readonly name = 'StoreError';
}

const REASONS: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
  EFBIG: 'a file would become larger than this file system allows',
  EROFS: 'the file system is read-only',
  EACCES: 'writing there is not allowed',
  EPERM: 'writing there is not allowed',
  ENOTDIR: 'a part of the path is a file',
  EEXIST: 'a file has the name of a folder',
  EIO: 'the disk reports an error',
  ENXIO: 'the disk is gone',
};

/** A StoreError for an error of the file system in the store, which no later cell would fare better with; any other error as it is. */
export function asStoreError(error: unknown, root: string): unknown {
  if (!isSystemError(error)) return error;
  // Node says ENOENT where it cannot make a folder and its parents, for instance on a read-only file system.
  const reason = error.syscall === 'mkdir' ? (REASONS[error.code] ?? 'its folder cannot be made') : REASONS[error.code];
  // An error while writing to an open file names no path; all files that a runner writes to lie in the store.
  if (!reason || (error.path !== undefined && !isWithin(root, error.path))) return error;
  return new StoreError(
    `The run store ${root} cannot be written: ${reason}. Make room or choose another folder with --store, then run again; finished cells are kept.`,
  );
}

interface SystemError extends Error {
  readonly code: string;
  readonly syscall: string;
  readonly path?: string;
}

/** An error of the file system, as Node reports it. */
export function isSystemError(error: unknown): error is SystemError {
  return error instanceof Error && 'syscall' in error && 'code' in error && typeof error.code === 'string';
}

/** The store itself, what is in it, and the folders that lead to it. */
function isWithin(root: string, file: string): boolean {
  const [store, place] = [path.resolve(root), path.resolve(file)];
  return place === store || place.startsWith(store + path.sep) || store.startsWith(place + path.sep);
}
