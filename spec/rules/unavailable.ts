import { problem } from '../problem';
import type { Rule } from './rule';

/** The one thing of the paper's recipe that is not there yet; said once, at the protocol. */
export const unavailable: Rule = ({ scope, tasks }) => {
  const { protocol } = scope.syntax;
  if (protocol === null || scope.protocol.name !== 'taher-2021') return [];
  const plain = tasks.filter(({ kind, catalog }) => kind === 'segmentation' && catalog?.name !== 'VFS');
  if (plain.length === 0) return [];
  const names = plain.map(({ syntax }) => syntax.name.value).join(', ');
  const message = `The paper's augmentation for segmentation is not in this version: ${names} will train without it.`;
  return [problem('unavailable', message, protocol.range, { severity: 'information' })];
};
