/** What the bundle takes for `@tensorflow/tfjs` (scripts/build.mjs): its core and the gradients, without layers, converters and browser backends. */
import '@tensorflow/tfjs-core/dist/register_all_gradients';

export * from '@tensorflow/tfjs-core';
