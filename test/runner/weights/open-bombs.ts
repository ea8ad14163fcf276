/** Opens every file of a folder, and prints what came of it, with its processor time and the growth of memory: `node --import tsx open-bombs.ts FOLDER`. */
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { openWeights } from '../../../runner/weights/open-weights';

async function main(folder: string): Promise<void> {
  const results = [];
  for (const name of readdirSync(folder)) {
    const file = join(folder, name);
    const before = process.resourceUsage().maxRSS;
    const started = process.cpuUsage();
    const error = await openWeights(file).then(
      () => 'it was opened',
      (error: Error) => `${error.name}: ${error.message.slice(file.length)}`,
    );
    const { user, system } = process.cpuUsage(started);
    const ms = Math.round((user + system) / 1000);
    const grown = (process.resourceUsage().maxRSS - before) / 1024 - statSync(file).size / 2 ** 20;
    results.push({ name, error, ms, megabytes: Math.round(grown) });
  }
  console.log(JSON.stringify(results));
}

void main(process.argv[2]!);
