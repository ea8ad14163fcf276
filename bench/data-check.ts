// npm run bench:check: how long `data check` takes on a hundred thousand images in ChestX-ray14's official layout, names, labels, patients and headers.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import sharp from 'sharp';
import { findCatalogTask } from '../catalog/tasks';
import { buildBundles } from '../scripts/set-up/bundles.mjs';
import { root, runChild } from '../scripts/set-up/run-child.mjs';
import { step } from '../scripts/set-up/step.mjs';
import { machineText } from './machine';
import { writeSection } from './print-table';
import { spreadOf } from './spread';

/** In the official download 112,120 images are in twelve archives. */
const ARCHIVES = 12;
const IMAGES_PER_PATIENT = 4;
const LABELS = ['No Finding', ...findCatalogTask('DXC14')!.classes];

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { files: { type: 'string', default: '100000' }, repeats: { type: 'string', default: '3' } },
  });
  const [files, repeats] = [Number(values.files), Number(values.repeats)];
  const folder = mkdtempSync(path.join(tmpdir(), 'warmstart-check-'));
  try {
    await step('Bundles', buildBundles);
    await step('Images', async () => {
      await writeChestXray14(folder, files);
      return { text: `${files} written` };
    });
    const seconds: number[] = [];
    for (let repeat = 1; repeat <= repeats; repeat++) {
      await step(`Check ${repeat}`, async () => {
        seconds.push(await timeCheck(folder));
        return { text: `${seconds.at(-1)!.toFixed(1)} s` };
      });
    }
    const { median } = spreadOf(seconds);
    const [least, most] = [Math.min(...seconds), Math.max(...seconds)].map((one) => one.toFixed(1));
    const figures = `${files.toLocaleString('en')} files: ${median.toFixed(1)} s (${least} to ${most}, n = ${repeats}).`;
    writeSection(path.join(root, 'docs/performance.md'), 'check', `${machineText()}: ${figures}`);
    console.log(`\n${figures}`);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Images of 1024 x 1024 pixels, all alike, each a file of its own: only their headers are read. */
async function writeChestXray14(folder: string, files: number): Promise<void> {
  const create = { width: 1024, height: 1024, channels: 3, background: 'black' } as const;
  const png = await sharp({ create }).toColourspace('b-w').png().toBuffer();
  const names = Array.from({ length: files }, (_, index) => {
    const [patient, followUp] = [Math.floor(index / IMAGES_PER_PATIENT), index % IMAGES_PER_PATIENT];
    return { name: `${padded(patient + 1, 8)}_${padded(followUp, 3)}.png`, patient, followUp };
  });
  for (let archive = 1; archive <= ARCHIVES; archive++)
    mkdirSync(path.join(folder, `images_${padded(archive, 3)}`, 'images'), { recursive: true });
  for (const [index, { name }] of names.entries()) {
    const archive = Math.floor((index * ARCHIVES) / files) + 1;
    writeFileSync(path.join(folder, `images_${padded(archive, 3)}`, 'images', name), png);
  }
  const header =
    'Image Index,Finding Labels,Follow-up #,Patient ID,Patient Age,Patient Gender,View Position,OriginalImage[Width,Height],OriginalImagePixelSpacing[x,y],';
  const rows = names.map(
    ({ name, patient, followUp }, index) =>
      `${name},${LABELS[index % LABELS.length]},${followUp},${patient + 1},58,M,PA,2682,2749,0.143,0.143,`,
  );
  writeFileSync(path.join(folder, 'Data_Entry_2017_v2020.csv'), `${header}\n${rows.join('\n')}\n`);
  const list = (isTest: boolean) =>
    names.filter(({ patient }) => (patient % 4 === 0) === isTest).map(({ name }) => name);
  writeFileSync(path.join(folder, 'train_val_list.txt'), list(false).join('\n'));
  writeFileSync(path.join(folder, 'test_list.txt'), list(true).join('\n'));
}

/** Seconds, from the start of the process to its end. */
async function timeCheck(folder: string): Promise<number> {
  const started = performance.now();
  const parameters = [path.join(root, 'dist/cli.js'), 'data', 'check', `chestxray14=${folder}`];
  const { code, output } = await runChild(process.execPath, parameters, { quiet: true });
  if (code !== 0 || !output.includes('No problems.')) throw new Error(`The check failed:\n${output.trim()}`);
  return (performance.now() - started) / 1000;
}

function padded(value: number, digits: number): string {
  return String(value).padStart(digits, '0');
}

void main();
