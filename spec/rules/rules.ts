import { checkpointMismatch } from './checkpoint-mismatch';
import { comparison } from './comparison';
import { duplicateName } from './duplicate-name';
import { layoutKeys } from './layout-keys';
import { missingPath } from './missing-path';
import { missingWeights } from './missing-weights';
import { pretrainCycle } from './pretrain-cycle';
import { pretrainData } from './pretrain-data';
import type { Rule } from './rule';
import { split } from './split';
import { taskSettings } from './task-settings';
import { trainingOrder } from './training-order';
import { unknownDataset } from './unknown-dataset';
import { unknownInitialization } from './unknown-initialization';
import { unknownProtocol } from './unknown-protocol';
import { unknownTask } from './unknown-task';

export const RULES: readonly Rule[] = [
  unknownProtocol,
  unknownTask,
  unknownDataset,
  unknownInitialization,
  duplicateName,
  layoutKeys,
  split,
  taskSettings,
  trainingOrder,
  pretrainCycle,
  pretrainData,
  missingWeights,
  checkpointMismatch,
  missingPath,
  comparison,
];
