import { spawnSync } from 'node:child_process';
import { type Browser, chromium } from 'playwright-core';
import { onPath } from './on-path';

const CANDIDATES = [
  'chromium',
  'chromium-browser',
  'google-chrome-stable',
  'google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/** Path of the first browser that answers to --version: Ubuntu's chromium-browser may be a stub that only asks for a snap. */
export function findBrowser(): string | undefined {
  const named = process.env.WARMSTART_CHROMIUM;
  return (named ? [named] : CANDIDATES)
    .map(onPath)
    .find((file) => file !== undefined && spawnSync(file, ['--version']).status === 0);
}

const FLAGS = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // Chromium refuses its own sandbox to root, which containers run as; the only pages it opens here are ours.
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
];

export function launchBrowser(executablePath: string): Promise<Browser> {
  return chromium.launch({ executablePath, args: FLAGS });
}
