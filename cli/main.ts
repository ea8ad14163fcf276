/** The `warmstart` command: finds the command, runs it, turns errors into sentences and exit codes. */
import { EngineError } from '../runner/engines/engine-error';
import { isSystemError, StoreError } from '../runner/store/store-error';
import { WeightsError } from '../runner/weights/weights-error';
import { audit } from './audit';
import { check } from './check';
import { data } from './data';
import { diff } from './diff';
import { engine } from './engine';
import { ExitCode } from './exit-code';
import { figure } from './figure';
import { InputError } from './input-error';
import { SpecError } from './open-experiment';
import { plan } from './plan';
import { report } from './report';
import { run } from './run';
import { score } from './score';
import { status } from './status';
import { stop } from './stop';
import { table } from './table';
import { UsageError } from './usage-error';
import { weights } from './weights';

const COMMANDS: Readonly<Record<string, (parameters: readonly string[]) => Promise<number>>> = {
  run,
  plan,
  check,
  status,
  stop,
  table,
  figure,
  diff,
  report,
  weights,
  audit,
  score,
  // Loaded when asked for: it brings all engines along.
  doctor: async (parameters) => (await import('./doctor')).doctor(parameters),
  engine,
  data,
};

const HELP = `Which weights should you start from?

warmstart run SPEC [--data NAME=DIR] [--store DIR] [--only GLOB] [--engine tensorflow|wasm] [--runners N] [--fresh] [--json]
                              train what is missing, then show the table
warmstart plan SPEC           the cells, before anything trains
warmstart check SPEC          what is wrong with a spec, as file:line:column
warmstart status SPEC         who works on what
warmstart stop SPEC           stop after the step at hand; run goes on from there
warmstart table SPEC [--format text|json|markdown|latex|csv|html] [--rows initializations|tasks] [--literature]
warmstart table RUNS.csv [--columns task=NAME,initialization=NAME,run=NAME,value=NAME] [--scale share|percent]
                         [--statistics '{test: welch, margin: 0.5}']
                              the same for runs that another tool recorded, a row each
warmstart table --literature  the published cells of the benchmark; with SPEC, beside one's own runs
warmstart figure SPEC|RUNS.csv|--literature --kind bars|methods|domain|critical-difference [-o FILE.svg]
                 [--theme auto|light|dark] [--rows initializations|tasks] [--reference INITIALIZATION]
warmstart diff SPEC OTHER [--json]
                              two specs compared in words, beside the differences of their results
warmstart report SPEC -o FILE.html
warmstart score SPEC [--json]  how far the scores would vary over other test images, and which differences these bear out
warmstart score --truth LABELS.csv --scores SCORES.csv [--scores OTHER.csv] [--id COLUMN] [--json]
                              scores from elsewhere: AUC by class and macro, with intervals over test cases; of two files, DeLong's test
warmstart audit [FILE] [--side two-sided|one-sided] [--variances equal|unequal] [--ddof 0|1] [--json]
                              which published marks the published numbers bear out
warmstart weights inspect FILE [--json] [--hash]
                              what lies in a checkpoint, and how much of a ResNet it fills
warmstart weights list [--json]
                              the published checkpoints: files, sources, licences, and what they expect
warmstart weights export SPEC TASK/INITIALIZATION/RUN|INITIALIZATION -o FILE.safetensors|FILE.pth
warmstart weights export FILE -o FILE.safetensors|FILE.pth
                              a run's network, or an encoder, for other tools
warmstart doctor              which engines are there, and why not the others
warmstart engine setup [--engine cpu|cuda]
                              set the native engine up in the user's cache, for NVIDIA's GPUs where a driver is found
warmstart data check NAME=DIR|SPEC [--deep] [--store DIR] [--json] [-o FILE.png]
                              files, labels, patients and some masks of datasets; --deep decodes every image; -o draws some of them
warmstart data inspect FILE [--json]
                              what an image or DICOM is and holds, with checksums of its pixels
warmstart data clean SPEC     remove prepared and drawn images, which runs make anew; results stay

--data NAME=DIR gives the folder of a dataset (may be repeated); --store DIR the run store (.warmstart beside the spec);
--only GLOB picks runs by task/initialization/run; --runners N trains N of them at a time, on a GPU each where there are GPUs;
--fresh trains again and puts earlier results aside; --json prints one object a line.

Exit codes: 0 done, 1 the experiment or the spec failed, 2 wrong usage, 130 interrupted.`;

async function main([name, ...parameters]: readonly string[]): Promise<number> {
  if (name === '--version') console.log(process.env.WARMSTART_VERSION);
  else if (name === undefined || name === 'help' || name === '--help' || parameters.includes('--help'))
    console.log(HELP);
  else {
    const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
    if (!command) throw new UsageError(`"${name}" is no command.`);
    return command(parameters);
  }
  return ExitCode.done;
}

/** Errors whose message says all; of others the stack helps. */
function isExpected(error: Error): boolean {
  return (
    isSystemError(error) ||
    [SpecError, InputError, StoreError, EngineError, WeightsError].some((kind) => error instanceof kind)
  );
}

// Whoever reads our output may stop, as `head` does; a runner works on without it.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
});

main(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
  },
  (error: Error) => {
    if (error instanceof UsageError) console.error(`${error.message} \`warmstart help\` lists the commands.`);
    else console.error(isExpected(error) ? error.message : error.stack);
    process.exitCode = error instanceof UsageError ? ExitCode.usage : ExitCode.failed;
  },
);
