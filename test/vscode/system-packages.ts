import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { findBrowser } from './browser';
import { onPath } from './on-path';

/** What the tests need from the system: how to see that it is there, and its names in Debian and Ubuntu. */
const NEEDED: readonly { what: string; present: () => boolean; packages: readonly string[] }[] = [
  { what: 'Chromium or Chrome', present: () => findBrowser() !== undefined, packages: ['chromium'] },
  { what: 'a font', present: hasFont, packages: ['fonts-dejavu-core'] },
  { what: 'a C++ compiler', present: () => hasProgram('c++', 'g++', 'clang++'), packages: ['g++'] },
  { what: 'make', present: () => hasProgram('make'), packages: ['make'] },
  { what: 'Python 3', present: () => hasProgram('python3'), packages: ['python3'] },
];

/**
 * Installs what is missing with apt-get where this process may (root on Debian or Ubuntu).
 * @throws Error naming what is missing elsewhere
 */
export function requireSystemPackages(): void {
  const missing = NEEDED.filter(({ present }) => !present());
  if (missing.length === 0) return;
  const packages = missing.flatMap((need) => need.packages);
  if (process.getuid?.() === 0 && onPath('apt-get')) {
    console.log(`Installing ${packages.join(', ')} with apt-get …`);
    const install = ['install', '-y', '--no-install-recommends', ...packages];
    for (const parameters of [['update'], install]) {
      const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
      const { status, stderr, stdout } = spawnSync('apt-get', ['-qq', ...parameters], { env, encoding: 'utf8' });
      if (status !== 0) throw new Error(`apt-get ${parameters.join(' ')} failed:\n${stdout}${stderr}`);
    }
  }
  const still = missing.filter(({ present }) => !present()).map(({ what }) => what);
  if (still.length > 0) {
    throw new Error(
      `The VS Code tests need ${still.join(', ')}: install ${still.length > 1 ? 'them' : 'it'} ` +
        `(Debian and Ubuntu: apt install ${packages.join(' ')}; a browser elsewhere can be named in WARMSTART_CHROMIUM), then run the tests again.`,
    );
  }
}

function hasFont(): boolean {
  if (process.platform !== 'linux') return true;
  return ['/usr/share/fonts', '/usr/local/share/fonts'].some(
    (folder) =>
      existsSync(folder) && readdirSync(folder, { recursive: true }).some((name) => /\.(ttf|otf)$/.test(`${name}`)),
  );
}

function hasProgram(...names: string[]): boolean {
  return names.some((name) => onPath(name) !== undefined);
}
