import { homedir, platform } from 'node:os';
import path from 'node:path';

/** The per-user folder for what is set up once and shared by every clone: WARMSTART_CACHE, XDG_CACHE_HOME/warmstart, or the system's own place. */
export function cacheFolder(environment: NodeJS.ProcessEnv = process.env): string {
  if (environment.WARMSTART_CACHE) return path.resolve(environment.WARMSTART_CACHE);
  if (environment.XDG_CACHE_HOME) return path.join(environment.XDG_CACHE_HOME, 'warmstart');
  const home = environment.HOME || homedir();
  return platform() === 'darwin'
    ? path.join(home, 'Library', 'Caches', 'warmstart')
    : path.join(home, '.cache', 'warmstart');
}
