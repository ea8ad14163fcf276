import { createHash } from 'node:crypto';
import { type Example, PARTS, type Part } from './dataset';

/** SHA-256 (hexadecimal) over part, id and labels of every example, in the order train, validation, test and by id. */
export function splitHash(parts: Readonly<Record<Part, readonly Example[]>>): string {
  const hash = createHash('sha256');
  for (const part of PARTS) {
    for (const { id, labels } of parts[part]) hash.update(`${part}\t${id}\t${labels.join(',')}\n`);
  }
  return hash.digest('hex');
}
