/** A small grammar with every construct of the real one, so that tests of completion do not change when a key is added to it. */
import type { CatalogNames } from '../../server/names';
import type { SchemaNode } from '../../server/schema-node';

export const GRAMMAR: SchemaNode = {
  type: 'object',
  required: ['tasks', 'initializations'],
  additionalProperties: false,
  properties: {
    name: { type: 'string', description: 'What the experiment is called.' },
    protocol: { type: 'string', 'x-names': 'protocol' },
    data: {
      type: 'object',
      additionalProperties: { type: 'object', properties: { phantom: { enum: ['xray', 'fundus'] } } },
    },
    tasks: { type: 'array', items: { anyOf: [{ type: 'string', 'x-names': 'task' }, { $ref: '#/$defs/task' }] } },
    initializations: {
      type: 'array',
      items: {
        anyOf: [
          { type: 'string', 'x-names': 'initialization' },
          {
            type: 'object',
            additionalProperties: false,
            properties: {
              name: { type: 'string' },
              weights: { type: 'string', 'x-path': 'file' },
              'allow-partial': { type: 'boolean' },
            },
            required: ['name', 'weights'],
          },
          {
            type: 'object',
            additionalProperties: false,
            properties: { name: { type: 'string' }, pretrain: { $ref: '#/$defs/pretrain' } },
            required: ['name', 'pretrain'],
          },
        ],
      },
    },
    training: { $ref: '#/$defs/training' },
    runs: { type: 'integer', minimum: 1, default: 10, description: 'Runs per cell.' },
  },
  $defs: {
    task: {
      type: 'object',
      additionalProperties: false,
      required: ['name'],
      properties: {
        name: { type: 'string' },
        kind: {
          oneOf: [
            { const: 'classification', description: 'One label or several for each image.' },
            { const: 'segmentation', description: 'One mask for each image.' },
          ],
        },
        training: { $ref: '#/$defs/training' },
      },
    },
    training: {
      type: 'object',
      additionalProperties: false,
      description: 'The recipe.',
      properties: { epochs: { type: 'integer', minimum: 1, 'x-unit': 'epochs' } },
    },
    pretrain: {
      type: 'object',
      additionalProperties: false,
      required: ['from', 'on'],
      properties: {
        from: { type: 'string', 'x-names': 'initialization' },
        on: { type: 'string', 'x-names': 'dataset' },
        method: { enum: ['supervised'] },
      },
    },
  },
};

export const CATALOG: CatalogNames = {
  task: [
    { name: 'TXC', detail: 'tuberculosis detection' },
    { name: 'VFS', detail: 'blood vessel segmentation' },
  ],
  initialization: [
    { name: 'random', detail: 'no pre-training' },
    { name: 'imagenet', detail: 'supervised ImageNet' },
  ],
  dataset: [{ name: 'chestxray14', detail: 'NIH ChestX-ray14' }],
  protocol: [{ name: 'quick', detail: 'small' }],
};
