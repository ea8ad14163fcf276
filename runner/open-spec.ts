import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { parsePaths } from '../spec/paths';
import { readSpec, type SpecReading } from '../spec/read-spec';

/** Reads a spec file, with paths as they are on this machine. @throws the file system's error when the spec cannot be read */
export function openSpec(file: string, data: Readonly<Record<string, string>> = {}): SpecReading {
  return readSpecText(readFileSync(file, 'utf8'), file, data);
}

/** The same for text that is being edited. */
export function readSpecText(text: string, file: string, data: Readonly<Record<string, string>> = {}): SpecReading {
  const paths = path.join(path.dirname(path.resolve(file)), '.warmstart', 'paths.yaml');
  return readSpec(text, {
    path: path.resolve(file),
    data,
    fileExists: existsSync,
    environment: {
      home: homedir(),
      ...(process.env.WARMSTART_DATA === undefined ? {} : { warmstartData: process.env.WARMSTART_DATA }),
      ...(existsSync(paths) ? { paths: parsePaths(readFileSync(paths, 'utf8')) } : {}),
    },
  });
}
