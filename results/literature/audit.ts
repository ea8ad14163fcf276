/** Every published mark recomputed from the numbers published beside it. */
import {
  type Literature,
  type PublishedCell,
  type PublishedMark,
  type PublishedTable,
  publishedCells,
} from '../../catalog/literature';
import { ASSUMPTIONS, type Assumptions, otherwise, PUBLISHED_ALPHA } from './assumptions';
import { type Printed, type Recomputed, recompute } from './recompute';

/** What a mark may hang on: something assumed, or the last pixel of a figure that was read. */
export type Factor = keyof Assumptions | 'reading';

export interface Claim {
  readonly initialization: string;
  readonly task: string;
  /** The initialization it is compared with; for the best, the highest of the others. */
  readonly against: string;
  /** The published mark, or p-value. */
  readonly published: PublishedMark | number;
  readonly recomputed: PublishedMark;
  /** Recomputed; null for the best, which needs no test. */
  readonly p: number | null;
  readonly holds: boolean;
  /** `held`, `failed`: whatever is assumed of one thing. `flips`: the other way with one of `flipsWith` changed. */
  readonly status: 'held' | 'flips' | 'failed';
  readonly flipsWith: readonly Factor[];
}

export interface TableAudit {
  readonly name: string;
  readonly title: string;
  readonly marks: PublishedTable['marks'];
  readonly assumptions: Assumptions;
  readonly claims: readonly Claim[];
  /** Claims that hold as assumed. */
  readonly held: number;
  /** Claims that hold as to better, worse or no difference, whatever the number of stars. */
  readonly sameDirection: number;
}

/** `assume`: instead of a two-sided test, equal variances, and the denominators that the publication states. */
export function audit(literature: Literature, assume: Partial<Assumptions> = {}): readonly TableAudit[] {
  const cells = publishedCells(literature);
  return literature.tables
    .filter(({ marks }) => marks !== 'none')
    .map((table) => {
      const stated = { side: 'two-sided', variances: 'equal', ddof: table.cells[0]!.ddof } as const;
      const assumptions: Assumptions = { ...stated, ...assume };
      const claims = table.cells.flatMap((cell) => claimOf(cell, table, cells, assumptions) ?? []);
      return {
        name: table.name,
        title: table.title,
        marks: table.marks,
        assumptions,
        claims,
        held: claims.filter(({ holds }) => holds).length,
        sameDirection: claims.filter((claim) => claim.holds || sameDirection(claim)).length,
      };
    });
}

function claimOf(
  cell: PublishedCell,
  table: PublishedTable,
  cells: readonly PublishedCell[],
  assumptions: Assumptions,
): Claim | null {
  const published = cell.mark ?? cell.p;
  if (published === null) return null;
  const place = { initialization: cell.initialization, task: cell.task, published };
  if (published === 'best') return { ...place, ...bestClaim(cell, table) };
  const other =
    table.marks === 'best'
      ? table.cells.find(({ task, mark }) => task === cell.task && mark === 'best')!
      : cells.find(({ task, initialization }) => task === cell.task && initialization === table.reference)!;
  const under = (assumed: Assumptions, one: Printed = cell, two: Printed = other): Recomputed =>
    recompute(one, two, table.marks, assumed);
  const now = under(assumptions);
  const holds = agrees(published, now);
  const changed: readonly Factor[] = ASSUMPTIONS.filter(
    (each) => agrees(published, under(otherwise(assumptions, each))) !== holds,
  );
  const misread = readings(cell).some((one) =>
    readings(other).some((two) => agrees(published, under(assumptions, one, two)) !== holds),
  );
  const flipsWith: readonly Factor[] = misread ? [...changed, 'reading'] : changed;
  return {
    ...place,
    against: other.initialization,
    recomputed: now.mark,
    p: now.p,
    holds,
    status: flipsWith.length > 0 ? 'flips' : holds ? 'held' : 'failed',
    flipsWith,
  };
}

function bestClaim(cell: PublishedCell, { cells }: PublishedTable) {
  const others = cells.filter(
    ({ task, initialization }) => task === cell.task && initialization !== cell.initialization,
  );
  const next = others.reduce((a, b) => (b.mean > a.mean ? b : a), others[0] ?? cell);
  const holds = cell.mean >= next.mean;
  return {
    against: next.initialization,
    recomputed: holds ? ('best' as const) : ('not-different' as const),
    p: null,
    holds,
    status: holds ? ('held' as const) : ('failed' as const),
    flipsWith: [],
  };
}

function agrees(published: PublishedMark | number, { p, mark }: Recomputed): boolean {
  return typeof published === 'number' ? published <= PUBLISHED_ALPHA === p <= PUBLISHED_ALPHA : published === mark;
}

/** The cell as it may have been before it was read off a figure: mean and spread a pixel more or less. */
function readings({ mean, sd, n, reading }: PublishedCell): readonly Printed[] {
  if (reading === 0) return [{ mean, sd, n }];
  const off = [-reading, reading];
  return off.flatMap((a) => off.map((b) => ({ mean: mean + a, sd: Math.max(0, sd + b), n })));
}

function sameDirection({ published, recomputed }: Claim): boolean {
  return typeof published === 'string' && published.includes('*') && recomputed.includes('*');
}
