/** The layouts of published checkpoints, for files whose name says nothing. */
import type { WeightLayout } from './weight-layout';
import { BYOL } from './weight-layouts/byol';
import { DATA_PARALLEL } from './weight-layouts/data-parallel';
import { MOCO } from './weight-layouts/moco';
import { PYCONTRAST } from './weight-layouts/pycontrast';
import { SIMCLR } from './weight-layouts/simclr';
import { SIMCLR_V2_PYTORCH } from './weight-layouts/simclr-v2-pytorch';
import { STATE_DICT } from './weight-layouts/state-dict';
import { SWAV } from './weight-layouts/swav';
import { TORCHVISION } from './weight-layouts/torchvision';

export const WEIGHT_LAYOUTS: readonly WeightLayout[] = [
  MOCO,
  PYCONTRAST,
  SWAV,
  BYOL,
  SIMCLR,
  SIMCLR_V2_PYTORCH,
  DATA_PARALLEL,
  STATE_DICT,
  TORCHVISION,
];
