/** One kind of phantom: how its images are drawn, and what its table says of them. */

export interface DrawnImage {
  /** [size, size] grey or [size, size, 3] colour. */
  readonly pixels: Uint8Array;
  /** [size, size], 0 or 255. */
  readonly mask: Uint8Array | null;
  /** Cells of the table below `columns`. */
  readonly cells: readonly string[];
}

export interface PhantomDrawing {
  /** Columns of `labels.csv` after `image`; null: images with masks and no table. */
  readonly columns: readonly string[] | null;
  readonly labelColumns: readonly string[];
  readonly groupBy: string | null;
  /** Image `index` of the dataset: a function of its arguments alone, with the same bytes on every machine. */
  draw(seed: number, index: number, size: number): DrawnImage;
}
