import { findByName } from './find-by-name';
import type { Protocol } from './protocol';
import { QUICK } from './quick';
import { TAHER_2021 } from './taher-2021';

export const PROTOCOLS: readonly Protocol[] = [QUICK, TAHER_2021];

export function findProtocol(name: string): Protocol | null {
  return findByName(PROTOCOLS, name);
}
