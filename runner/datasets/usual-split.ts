import type { Shares } from './split';

/** For official downloads without parts: a fifth to test on, and a tenth of the rest to validate, as the paper has it. */
export const USUAL_SPLIT: Shares = { train: 0.72, validation: 0.08, test: 0.2, seed: 1 };
