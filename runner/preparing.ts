/** How far the images of a dataset are that are looked at before anything trains. */
export interface Preparing {
  readonly dataset: string;
  /** Files are read first, to know them again; then images are decoded and resized. */
  readonly step: 'reading' | 'preparing';
  readonly done: number;
  readonly total: number;
}

/** Told while images are read and prepared. */
export type PreparingTold = (now: Omit<Preparing, 'dataset'>) => void;

/** For instance `Preparing the images of nih: 1,200 of 112,120`. */
export function preparingText({ dataset, step, done, total }: Preparing): string {
  const [doing, what] = step === 'reading' ? ['Reading', 'files'] : ['Preparing', 'images'];
  return `${doing} the ${what} of ${dataset}: ${done.toLocaleString('en')} of ${total.toLocaleString('en')}`;
}
