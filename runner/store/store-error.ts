/** The store cannot be written; the runner ends, and what was finished stays valid. */
export class StoreError extends Error {
  override readonly name = 'StoreError';
}

const REASONS: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
  EROFS: 'the file system is read-only',
  EACCES: 'writing there is not allowed',
  EPERM: 'writing there is not allowed',
  ENOTDIR: 'a part of the path is a file',
};

/** A StoreError for an error of the file system that no later cell would fare better with; any other error as it is. */
export function asStoreError(error: unknown, root: string): unknown {
  const reason = REASONS[(error as NodeJS.ErrnoException | null)?.code ?? ''];
  if (!reason || (error as Error).name === 'DataError') return error;
  return new StoreError(
    `The run store ${root} cannot be written: ${reason}. Make room or choose another folder with --store, then run again; finished cells are kept.`,
  );
}
