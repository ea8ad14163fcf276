/** Every id that package.json declares and the code uses; test/extension/manifest.test.ts compares the two. */
import { COMMANDS as SHARED } from '../server/commands';

export const LANGUAGE = 'warmstart';

export const COMMANDS = {
  ...SHARED,
  runCell: 'warmstart.runCell',
  stop: 'warmstart.stop',
  resume: 'warmstart.resume',
  saveReport: 'warmstart.saveReport',
  showLiveMetrics: 'warmstart.showLiveMetrics',
  newExperiment: 'warmstart.newExperiment',
  setUpEngine: 'warmstart.setUpEngine',
  reveal: 'warmstart.reveal',
  showCurves: 'warmstart.showCurves',
} as const;

export const VIEWS = { experiments: 'warmstart.experiments' } as const;

export const PANELS = { live: 'warmstart.live', results: 'warmstart.results' } as const;

export const EDITORS = { weights: 'warmstart.weights' } as const;

export const SETTINGS = { nodePath: 'nodePath', runners: 'runners', engine: 'engine' } as const;
