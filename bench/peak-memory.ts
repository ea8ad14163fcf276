import { readFileSync, writeFileSync } from 'node:fs';

/** Megabytes that this process holds at most while it works, beyond what it held before. Linux alone knows. */
export async function peakMemoryOf(work: () => Promise<unknown>): Promise<number> {
  const before = megabytes('VmRSS');
  // Resets the peak (proc_pid_clear_refs(5)).
  writeFileSync('/proc/self/clear_refs', '5');
  await work();
  return megabytes('VmHWM') - before;
}

function megabytes(field: string): number {
  const [, kibibytes] = new RegExp(`^${field}:\\s+(\\d+) kB$`, 'm').exec(readFileSync('/proc/self/status', 'utf8'))!;
  return (Number(kibibytes) * 1024) / 1e6;
}
