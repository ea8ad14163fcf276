import { findProtocol, PROTOCOLS } from '../../catalog/protocols';
import { didYouMean } from '../did-you-mean';
import { problem, replacement } from '../problem';
import type { Rule } from './rule';

export const unknownProtocol: Rule = ({ scope }) => {
  const { protocol } = scope.syntax;
  if (protocol === null || findProtocol(protocol.value)) return [];
  const names = PROTOCOLS.map(({ name }) => name);
  const meant = didYouMean(protocol.value, names);
  const message = `There is no protocol \`${protocol.value}\`. There are ${names.map((name) => `\`${name}\``).join(' and ')}.`;
  return [
    problem('unknown-protocol', message, protocol.range, { fixes: meant ? [replacement(protocol.range, meant)] : [] }),
  ];
};
