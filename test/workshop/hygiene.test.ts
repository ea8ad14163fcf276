import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { root } from './import-graph';

const KIBIBYTE = 1024;

/** A clone stays small enough to be read whole; what is larger is drawn, computed or downloaded when it is needed. */
const LARGEST_FILE = 300 * KIBIBYTE;
const LARGEST_REPOSITORY = 12 * KIBIBYTE * KIBIBYTE;

const read = (file: string) => readFileSync(path.join(root, file), 'utf8');
const manifest = JSON.parse(read('package.json'));
const lock = JSON.parse(read('package-lock.json'));

/** Files under version control that still exist. */
const tracked = execFileSync('git', ['ls-files', '-z'], { cwd: root, encoding: 'utf8' })
  .split('\0')
  .filter((file) => file !== '' && existsSync(path.join(root, file)));

const linesWith = (pattern: RegExp) =>
  tracked
    .filter((file) => !/\.(png|gif|tiff?|jpe?g|bin|safetensors|pth|npy|wasm|gz)$/.test(file))
    .flatMap((file) =>
      read(file)
        .split('\n')
        .flatMap((line, index) => (pattern.test(line) ? [`${file}:${index + 1}: ${line.trim().slice(0, 120)}`] : [])),
    );

describe('the repository', () => {
  it('names no package registry: which one is used is the reader’s own configuration', () => {
    // In two pieces, so that this file does not find itself.
    const hosts = [
      ['registry.npmjs', 'org'],
      ['pypi', 'org'],
      ['files.pythonhosted', 'org'],
      ['registry.yarnpkg', 'com'],
    ];
    const pattern = new RegExp(hosts.map((parts) => parts.join('\\.')).join('|'));
    assert.deepEqual(linesWith(pattern), [], 'Use the clients’ own configuration instead.');
  });

  it('has no path of somebody’s own machine', () => {
    assert.deepEqual(
      linesWith(/(^|[\s'"`(=:])\/(Users|root|work|mnt)\/[\w.-]/),
      [],
      'Use a relative path, or an example below ~.',
    );
  });

  it('holds no large file', () => {
    const large = tracked.filter(
      (file) => statSync(path.join(root, file)).size > LARGEST_FILE && file !== 'package-lock.json',
    );
    assert.deepEqual(large, [], `Files above ${LARGEST_FILE / KIBIBYTE} KiB.`);
    const total = tracked.reduce((sum, file) => sum + statSync(path.join(root, file)).size, 0);
    assert.ok(total < LARGEST_REPOSITORY, `The files make ${Math.round(total / KIBIBYTE)} KiB together.`);
  });
});

describe('package.json', () => {
  it('pins every version exactly', () => {
    const loose = Object.entries({ ...manifest.dependencies, ...manifest.devDependencies }).filter(
      ([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(`${version}`),
    );
    assert.deepEqual(loose, [], 'Install with `npm install --save-exact`.');
  });

  it('agrees with package-lock.json, which names every package that a package of it wants on any platform', () => {
    const { dependencies, devDependencies } = lock.packages[''];
    assert.deepEqual(
      { dependencies, devDependencies },
      { dependencies: manifest.dependencies, devDependencies: manifest.devDependencies },
    );
    const names = new Set(Object.keys(lock.packages).map((folder) => folder.replace(/^.*node_modules\//, '')));
    const missing = Object.entries<{ optionalDependencies?: object }>(lock.packages).flatMap(
      ([folder, { optionalDependencies = {} }]) =>
        Object.keys(optionalDependencies)
          .filter((name) => !names.has(name))
          .map((name) => `${name}, wanted by ${folder}`),
    );
    assert.deepEqual(missing, [], '`npm ci` refuses such a lock; pin a version whose platform packages all exist.');
  });
});

describe('README.md and CONTRIBUTING.md', () => {
  const pages = ['README.md', 'CONTRIBUTING.md', 'docs/troubleshooting.md'];
  const lines = pages.flatMap((page) =>
    read(page)
      .split('\n')
      .map((line) => ({ page, line })),
  );

  it('name npm scripts that exist', () => {
    const wrong = lines.flatMap(({ page, line }) =>
      [...line.matchAll(/\bnpm (?:run ([\w:-]+)|(start|test)\b)/g)]
        .map(([, script, short]) => script ?? short!)
        .filter((script) => !(script in manifest.scripts))
        .map((script) => `${page}: npm run ${script}`),
    );
    assert.deepEqual(wrong, []);
  });

  it('link to files that exist', () => {
    const wrong = lines.flatMap(({ page, line }) =>
      [...line.matchAll(/\]\((?!https?:|#)([^)#\s]+)/g)]
        .map(([, target]) => path.join(path.dirname(page), target!))
        .filter((target) => !existsSync(path.join(root, target)))
        .map((target) => `${page}: ${target}`),
    );
    assert.deepEqual(wrong, []);
  });

  it('name files of the sources that exist', () => {
    const wrong = lines.flatMap(({ page, line }) =>
      [
        ...line.matchAll(
          /`((?:schemas|catalog|spec|journal|statistics|results|runner|cli|server|extension|webviews|scripts|test|examples|docs)\/[\w./-]*)`/g,
        ),
      ]
        .map(([, file]) => file!)
        .filter((file) => !existsSync(path.join(root, file)) && !isGenerated(file))
        .map((file) => `${page}: ${file}`),
    );
    assert.deepEqual(wrong, []);
  });
});

/** What git ignores is made by scripts, and absent in a fresh clone. */
function isGenerated(file: string): boolean {
  return spawnSync('git', ['check-ignore', '--quiet', '--no-index', file], { cwd: root }).status === 0;
}
