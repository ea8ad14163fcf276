import path from 'node:path';

/** Names of what lies in a run store, and nothing else: no file is touched here. */
export class StoreFolder {
  constructor(readonly root: string) {}

  /** The store of a spec: `.warmstart/` beside it. */
  static beside(spec: string): StoreFolder {
    return new StoreFolder(path.join(path.dirname(path.resolve(spec)), '.warmstart'));
  }

  get phantoms(): string {
    return path.join(this.root, 'phantoms');
  }

  get prepared(): string {
    return path.join(this.root, 'prepared');
  }

  get cells(): string {
    return path.join(this.root, 'cells');
  }

  /** What the journals of finished runs say, so that they need not be read again. */
  get index(): string {
    return path.join(this.root, 'index.json');
  }

  get runners(): string {
    return path.join(this.root, 'runners');
  }

  cell(id: string): CellFolder {
    return new CellFolder(path.join(this.cells, id));
  }

  runner(nonce: string): string {
    return path.join(this.runners, nonce);
  }
}

/** One training run's folder: cell or pre-training node. */
export class CellFolder {
  constructor(readonly root: string) {}

  /** The TrainingJob, as planned. */
  get settings(): string {
    return path.join(this.root, 'settings.json');
  }

  get journal(): string {
    return path.join(this.root, 'journal.jsonl');
  }

  get lease(): string {
    return path.join(this.root, 'lease.json');
  }

  /** Everything a resumed run needs, after one of its latest epochs. */
  get last(): string {
    return path.join(this.root, 'last.safetensors');
  }

  /** The network at its best validation loss. */
  get best(): string {
    return path.join(this.root, 'best.safetensors');
  }

  /** A pre-training node's encoder, by torchvision's names. */
  get encoder(): string {
    return path.join(this.root, 'encoder.safetensors');
  }

  get predictions(): string {
    return path.join(this.root, 'predictions.safetensors');
  }
}
