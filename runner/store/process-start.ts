import { readFileSync } from 'node:fs';

/**
 * Start of a process in the kernel's own ticks, which tells it from a later one of the same number. Empty where the system does not say
 * (outside Linux); `ended` for a process that is gone, or has ended and waits for its parent.
 */
export function processStart(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // Fields 3 and 22 of proc(5), counted after the name in brackets, which may hold spaces.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' ? 'ended' : (fields[19] ?? '');
  } catch {
    return process.platform === 'linux' ? 'ended' : '';
  }
}

/** Whether the process of this number that started then still lives. */
export function isAlive({
  pid,
  processStart: start,
}: {
  readonly pid: number;
  readonly processStart: string;
}): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    // Another user's process is there, too.
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  return start === '' || processStart(pid) === start;
}
