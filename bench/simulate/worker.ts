/** A thread of the simulation: counts the chunks that it is sent. */
import { parentPort } from 'node:worker_threads';
import { type Chunk, countChunk } from './experiment';

parentPort!.on('message', (chunk: Chunk) => parentPort!.postMessage(countChunk(chunk)));
