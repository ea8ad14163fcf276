import sharp from 'sharp';
import { ProblemList } from '../data-error';
import { type Dataset, type Example, PARTS, type Part } from '../dataset';
import { toRgb } from '../grey-to-rgb';
import type { Pixels } from '../pixels';
import { readExample } from '../read-example';
import { resizeBilinear, resizeNearest } from '../resize';
import { UNCERTAIN } from '../uncertain-labels';

/** Pixels. */
const SIDE = 192;
const CAPTION = 34;
const GAP = 8;
const COLUMNS = 6;
const ROWS_PER_PART = 2;

/** Cyan, which no tissue has. */
const OUTLINE = [0, 230, 255] as const;

interface Tile {
  readonly image: Pixels;
  readonly captions: readonly [string, string];
}

/**
 * A PNG of some images of each part, squeezed to squares as a network sees them: with their classes, or the outlines of their masks. Images
 * that cannot be read are passed over.
 */
export async function drawContactSheet(dataset: Dataset): Promise<Buffer> {
  const tiles: Tile[] = [];
  for (const part of PARTS) {
    for (const example of choose(dataset, part, COLUMNS * ROWS_PER_PART)) {
      const read = await readExample(example, dataset.window, new ProblemList());
      if (read === null) continue;
      const image = toRgb(resizeBilinear(read.image, SIDE, SIDE));
      if (read.mask !== null) outline(image, resizeNearest(read.mask, SIDE));
      tiles.push({ image, captions: [`${part}: ${captionOf(example, dataset)}`, example.id] });
    }
  }
  const rows = Math.max(1, Math.ceil(tiles.length / COLUMNS));
  const [width, height] = [COLUMNS * (SIDE + GAP) + GAP, rows * (SIDE + CAPTION + GAP) + GAP];
  const place = (index: number) => ({
    left: GAP + (index % COLUMNS) * (SIDE + GAP),
    top: GAP + Math.floor(index / COLUMNS) * (SIDE + CAPTION + GAP),
  });
  const images = tiles.map(({ image }, index) => ({
    input: Buffer.from(image.data),
    raw: { width: SIDE, height: SIDE, channels: 3 as const },
    ...place(index),
  }));
  const text = tiles.map(({ captions }, index) => {
    const { left, top } = place(index);
    return captions
      .map((line, row) => `<text x="${left}" y="${top + SIDE + 13 + 15 * row}">${escaped(shortened(line))}</text>`)
      .join('');
  });
  const style = 'font-family="DejaVu Sans, Arial, Helvetica, sans-serif" font-size="11" fill="#111"';
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><g ${style}>${text.join('')}</g></svg>`;
  return sharp({ create: { width, height, channels: 3, background: '#fff' } })
    .composite([...images, { input: Buffer.from(svg), left: 0, top: 0 }])
    .png()
    .toBuffer();
}

/** Examples of every class in turn, those without any among them, each class's own ones evenly over the part. */
function choose({ classes, parts }: Dataset, part: Part, count: number): readonly Example[] {
  const examples = parts[part];
  const kinds = [
    ...classes.map((_, output) => examples.filter(({ labels }) => labels[output] === 1)),
    examples.filter(({ labels }) => !labels.includes(1)),
  ].filter((kind) => kind.length > 0);
  const chosen = new Set<Example>();
  for (let turn = 0; chosen.size < count && turn < count; turn++) {
    for (const kind of kinds) {
      const example = kind[Math.floor((turn * kind.length) / count) % kind.length]!;
      if (chosen.size < count) chosen.add(example);
    }
  }
  return [...chosen];
}

function captionOf({ labels }: Example, { classes, kind }: Dataset): string {
  if (kind === 'segmentation') return classes.join(', ');
  const names = classes.flatMap((name, output) => {
    if (labels[output] === UNCERTAIN) return [`${name}?`];
    return labels[output] === 1 ? [name] : [];
  });
  return names.length > 0 ? names.join(', ') : classes.length === 1 ? `not ${classes[0]}` : 'none';
}

/** Colours the pixels of a mask that touch what is outside of it. */
function outline({ data }: Pixels, mask: Pixels): void {
  const inside = (x: number, y: number) => x >= 0 && x < SIDE && y >= 0 && y < SIDE && mask.data[y * SIDE + x] === 1;
  for (let y = 0; y < SIDE; y++) {
    for (let x = 0; x < SIDE; x++) {
      if (!inside(x, y)) continue;
      if (inside(x - 1, y) && inside(x + 1, y) && inside(x, y - 1) && inside(x, y + 1)) continue;
      data.set(OUTLINE, 3 * (y * SIDE + x));
    }
  }
}

function shortened(text: string): string {
  return text.length <= 30 ? text : `${text.slice(0, 14)}…${text.slice(-15)}`;
}

function escaped(text: string): string {
  return text.replace(/[&<>]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[sign]!);
}
