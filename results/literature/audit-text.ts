/** The audit for a terminal: every table of marks, what does not simply hold and why, and how many hold. */
import { alignColumns } from '../formats/columns';
import { wrap } from '../formats/wrap';
import { ASSUMPTIONS, type Assumptions, assumptionsText, otherwise } from './assumptions';
import type { Claim, Factor, TableAudit } from './audit';
import { printedName } from './names';

const WIDTH = 110;

export function auditText(source: string, audits: readonly TableAudit[]): string {
  return [
    ...audits.flatMap((audit) => [...tableText(source, audit), '']),
    ...audits
      .map(({ assumptions }) => assumptionsText(assumptions))
      .filter((text, index, all) => all.indexOf(text) === index)
      .flatMap((text) =>
        wrap(`Recomputed from mean, standard deviation and n by a ${text}, without correction:`, WIDTH),
      ),
    ...audits.flatMap(countLines),
    '',
  ].join('\n');
}

function tableText(source: string, audit: TableAudit): string[] {
  const { claims, title, assumptions } = audit;
  const tasks = [...new Set(claims.map(({ task }) => task))];
  const initializations = [...new Set(claims.map(({ initialization }) => initialization))];
  const find = (initialization: string, task: string) =>
    claims.find((claim) => claim.initialization === initialization && claim.task === task);
  const rows = initializations.map((initialization) => [
    printedName(initialization),
    ...tasks.map((task) => claimText(find(initialization, task))),
  ]);
  const open = claims.filter(({ status }) => status !== 'held');
  return [
    `${source}, ${title}`,
    '',
    ...alignColumns([['', ...tasks], ...rows]),
    '',
    ...wrap('~ hangs on what the publication leaves open; ≠ fails, and what the published numbers give instead', WIDTH),
    ...(open.length === 0 ? [] : ['', ...alignColumns(open.map((claim) => explanation(claim, assumptions)))]),
  ];
}

function claimText(claim: Claim | undefined): string {
  if (claim === undefined) return '';
  const { published, recomputed, holds, status } = claim;
  const shown = typeof published === 'number' ? `p = ${published}` : published;
  const instead = holds ? '' : ` ≠ ${typeof published === 'number' ? `p = ${claim.p!.toPrecision(2)}` : recomputed}`;
  return `${shown}${instead}${status === 'flips' ? ' ~' : ''}`;
}

function explanation({ task, initialization, against, p, holds, status, flipsWith }: Claim, assumptions: Assumptions) {
  const words = flipsWith.map((factor) => factorText(factor, assumptions)).join(' or ');
  const verdict = holds ? `holds, not with ${words}` : status === 'flips' ? `fails, holds with ${words}` : 'fails';
  return [
    task,
    `${printedName(initialization)} against ${printedName(against)}`,
    p === null ? '' : `p = ${p < 0.001 ? p.toExponential(1) : p.toFixed(4)}`,
    verdict,
  ];
}

function factorText(factor: Factor, assumptions: Assumptions): string {
  if (factor === 'reading') return 'another pixel read';
  const changed = otherwise(assumptions, ASSUMPTIONS.find((each) => each === factor)!);
  switch (factor) {
    case 'side':
      return `a ${changed.side} test`;
    case 'variances':
      return `${changed.variances} variances`;
    case 'ddof':
      return `ddof ${changed.ddof}`;
  }
}

/** `85 of 98 marks of the self-supervised figure hold`; before it, how many would if stars were not counted. */
function countLines({ claims, held, sameDirection, marks, title }: TableAudit): string[] {
  const of = `of ${claims.length} ${marks === 'p-values' ? 'p-values' : 'marks'} of the ${title} hold`;
  return [
    ...(sameDirection > held ? [`${sameDirection} ${of} if the number of stars does not count`] : []),
    `${held} ${of}`,
  ];
}
