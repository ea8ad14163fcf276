import { setTimeout as delay } from 'node:timers/promises';
import { format } from 'node:util';
import type { Browser } from 'playwright-core';
import type { CodeServer } from './code-server';
import { openWindow, type WindowOptions } from './window';

/** The workbench's own log comes by the same way as the tests' console; once they are over, nothing else is of interest. */
const NOISE =
  /^(Resolv|Creating a socket|Updating additional builtin|Ignoring fetching|Error while fetching the extension under development|Creation of workbench contribution|\[(lifecycle|AgentHost|AccountPolicyGate|reconnection-grace-time|Service Worker))/;

const CLEAN_END = 'code: 0, signal: null';

/** Runs `tests` in the extension host of a window: 0 passed, 1 failed or the extension host died, 124 no answer in time. */
export async function runExtensionHostTests(
  server: CodeServer,
  browser: Browser,
  options: WindowOptions & { readonly tests: string; readonly limitSeconds: number },
): Promise<number> {
  let over = false;
  let finish: (code: number) => void = () => {};
  const finished = new Promise<number>((resolve) => {
    finish = (code) => {
      over = true;
      resolve(code);
    };
  });
  // The workbench reports a killed or crashed extension host as exit code 0, so the server's log has the last word.
  const hosts = new Map<string, string>();
  const onLine = (line: string) => {
    const [, pid, launched, ending] =
      line.match(/<(\d+)> (?:(Launched) Extension Host|Extension Host Process exited with (.*?)\.?$)/) ?? [];
    if (pid === undefined) return;
    if (launched) hosts.set(pid, 'running');
    else if (hosts.has(pid)) hosts.set(pid, ending!);
    if (ending && ending !== CLEAN_END) finish(1);
  };
  server.output.on('line', onLine);
  const page = await openWindow(server, browser, {
    ...options,
    onPage: async (page) => {
      // What VS Code's own test runner calls: see vs/workbench/services/extensions in its sources.
      await page.exposeFunction('codeAutomationLog', (type: string, parameters: unknown[]) => {
        const text = format(...parameters);
        if (!over && !NOISE.test(text)) (type === 'error' ? console.error : console.log)(text);
      });
      await page.exposeFunction('codeAutomationExit', (code: number) => finish(code));
      await options.onPage?.(page);
    },
  });
  const timer = setTimeout(() => finish(124), options.limitSeconds * 1000);
  const code = await finished;
  clearTimeout(timer);
  await page.context().close();
  for (let waited = 0; [...hosts.values()].includes('running') && waited < 10_000; waited += 50) await delay(50);
  server.output.off('line', onLine);
  const endings = [...hosts.values()];
  if (code !== 0 || endings.every((ending) => ending === CLEAN_END)) return code;
  console.error(`The extension host did not end well: ${endings.join('; ')}.`);
  return 1;
}
