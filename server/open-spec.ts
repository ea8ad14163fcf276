import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { Places } from '../spec/paths';
import { type ReadSpecOptions, readSpec, type SpecReading } from '../spec/read-spec';
import { type Outline, outline } from './outline';
import type { World } from './world';

/** One version of an open spec, and all that reading it gave. */
export interface OpenSpec {
  readonly document: TextDocument;
  /** The document changes in place; this is the version that was read. */
  readonly version: number;
  /** Where it lies on disk; null before it is first saved. */
  readonly path: string | null;
  readonly places: Places;
  readonly reading: SpecReading;
  readonly outline: Outline;
}

export function openSpec(document: TextDocument, world: Pick<World, 'environment' | 'fileExists'>): OpenSpec {
  const path = document.uri.startsWith('file:') ? fileURLToPath(document.uri) : null;
  const options: ReadSpecOptions =
    path === null ? {} : { path, environment: world.environment(dirname(path)), fileExists: world.fileExists };
  const reading = readSpec(document.getText(), options);
  return {
    document,
    version: document.version,
    path,
    places: new Places(options),
    reading,
    outline: outline(reading.document),
  };
}
