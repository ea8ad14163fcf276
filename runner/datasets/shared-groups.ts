import type { InTwoParts } from '../../journal/event';
import type { DataWarning } from './check/dataset-report';
import { type Dataset, PARTS, type Part } from './dataset';

/** Patients that are named one by one. */
const NAMED = 10;

export interface SharedGroups {
  readonly counts: InTwoParts;
  readonly warning: DataWarning;
}

/** Patients (or studies) with images in more than one part; null: none. */
export function sharedGroups({ parts }: Pick<Dataset, 'parts'>): SharedGroups | null {
  const homes = new Map<string, Part[]>();
  for (const part of PARTS) {
    for (const { group } of parts[part]) {
      const home = homes.get(group);
      if (home === undefined) homes.set(group, [part]);
      else if (home.at(-1) !== part) home.push(part);
    }
  }
  const shared = [...homes].filter(([, home]) => home.length > 1);
  if (shared.length === 0) return null;
  // What counts most is first.
  shared.sort(([, a], [, b]) => Number(b.includes('test')) - Number(a.includes('test')));
  const counts = new Map<string, number>();
  for (const [, home] of shared) counts.set(nameOf(home), (counts.get(nameOf(home)) ?? 0) + 1);
  const groups = shared.map(([group, home]) => `${group} (${nameOf(home)})`);
  const testImages = parts.test.filter(({ group }) => homes.get(group)!.length > 1).length;
  const more = groups.length - NAMED;
  const message = [
    `${groups.length} ${groups.length === 1 ? 'patient is' : 'patients are'} in two parts`,
    counts.size > 1 && ` (${[...counts].map(([home, count]) => `${count} in ${home}`).join(', ')})`,
    `: ${groups.slice(0, NAMED).join(', ')}`,
    more > 0 && ` and ${more} more, which \`warmstart data check --json\` names`,
    '.',
    testImages > 0 &&
      ` ${testImages} of the ${parts.test.length} test images are of such a patient: scores may be too good.`,
  ];
  return {
    counts: { patients: groups.length, testImages },
    warning: { code: 'shared-group', message: message.filter(Boolean).join(''), groups },
  };
}

function nameOf(home: readonly Part[]): string {
  return home.length === PARTS.length ? 'all three' : home.join(' and ');
}
