import type { Batch } from '../datasets/dataset';
import type { PreparedDataset } from '../datasets/prepare';
import type { BatchPlan } from './batch-plan';
import type { DataThreads } from './data-threads';
import type { BatchArrays } from './fill-batch';
import { labelTargets } from './label-targets';

/** One batch on its way: planned, then being made in a thread, then ready. */
export class BatchTask {
  readonly #prepared: PreparedDataset;
  readonly #plan: BatchPlan;
  /** Rows of the batch, and pixels of all of them. */
  readonly #count: number;
  readonly #pixels: number;
  /** What the batch lies in, from its start until it has been read. */
  #memory: SharedArrayBuffer | null = null;
  /** Settles when the batch is ready, or cannot be made. */
  readonly made: Promise<void>;
  #settle: (filled: Promise<void>) => void = () => {};

  constructor(prepared: PreparedDataset, plan: BatchPlan) {
    this.#prepared = prepared;
    this.#plan = plan;
    this.#count = plan.examples.length * plan.views;
    this.#pixels = this.#count * prepared.imageSize ** 2;
    this.made = new Promise((resolve) => {
      this.#settle = resolve;
    });
    // A failure is told to whoever reads the batch; nobody may.
    this.made.catch(() => {});
  }

  /** Of memory that it needs. */
  get bytes(): number {
    return this.#pixels * (this.#prepared.layout.hasMasks ? 4 : 3);
  }

  start(memory: SharedArrayBuffer, threads: DataThreads): void {
    this.#memory = memory;
    const { layout, imageSize, rowOf } = this.#prepared;
    const { part, examples, views, augmentation } = this.#plan;
    const rows = examples.map((example) => rowOf(part, example));
    const plan = { rows, examples, views, augmentation, imageSize };
    this.#settle(threads.run('fill', layout, plan, this.#arrays(memory)));
  }

  /** The batch, once it is made and until its memory is taken away. */
  batch(): Batch {
    const { images, masks } = this.#arrays(this.#memory!);
    return { count: this.#count, images, targets: masks ?? this.#labels() };
  }

  /** Gives its memory back; nothing of the batch may be read any more. */
  takeMemory(): SharedArrayBuffer {
    const memory = this.#memory!;
    this.#memory = null;
    return memory;
  }

  #arrays(memory: SharedArrayBuffer): BatchArrays {
    const imageBytes = 3 * this.#pixels;
    return {
      images: new Uint8Array(memory, 0, imageBytes),
      masks: this.#prepared.layout.hasMasks ? new Uint8Array(memory, imageBytes, this.#pixels) : null,
    };
  }

  #labels(): Float32Array {
    const { part, examples, views, augmentation } = this.#plan;
    const { parts, uncertain } = this.#prepared.dataset;
    const rows = examples.flatMap((index) =>
      Array<readonly number[]>(views).fill(labelTargets(parts[part][index]!.labels, uncertain, index, augmentation)),
    );
    return Float32Array.from(rows.flat());
  }
}
