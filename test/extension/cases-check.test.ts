import assert from 'node:assert/strict';
import { CasesCheck, type CasesVerdict } from '../../extension/cases-check';
import { tableOf } from '../results/experiment';

const tableWith = (worse: number) =>
  tableOf({
    vessels: { metric: 'dice', scores: { a: [0.9, 0.91, 0.92], b: [worse, worse + 0.01, worse + 0.02] } },
    nodules: { metric: 'auc', scores: { a: [0.9, 0.91, 0.92], b: [0.9, 0.91, 0.915] } },
  });
const WORSE = { table: tableWith(0.5), running: false };
const ANSWER: readonly CasesVerdict[] = [
  { task: 'vessels', verdict: ['b differs.', 'Really.'] },
  { task: 'nodules', verdict: [] },
];

/** A check whose questions are answered by hand. */
function checked() {
  const questions: { answer(found: readonly CasesVerdict[]): void; fail(error: Error): void }[] = [];
  let told = 0;
  const check = new CasesCheck(
    () => new Promise((answer, fail) => questions.push({ answer, fail })),
    () => told++,
  );
  return { check, questions, told: () => told };
}

/** Lets what waits for an answer go on. */
const settle = () => new Promise(setImmediate);

describe('the check over test cases', () => {
  it('asks once for a table, and tells when the answer is there', async () => {
    const { check, questions, told } = checked();
    for (const task of ['vessels', 'nodules', 'vessels']) assert.deepEqual(check.of(task, WORSE), []);
    assert.equal(questions.length, 1);
    questions[0]!.answer(ANSWER);
    await settle();
    assert.equal(told(), 1);
    assert.deepEqual(check.of('vessels', WORSE), ['b differs.', 'Really.']);
    assert.deepEqual(check.of('nodules', WORSE), []);
    assert.equal(questions.length, 1);
  });

  it('does not ask while a runner works, nor where no difference is shown', () => {
    const { check, questions } = checked();
    check.of('vessels', { ...WORSE, running: true });
    check.of('vessels', { table: tableWith(0.9), running: false });
    assert.equal(questions.length, 0);
  });

  it('drops the answer to a table that has changed', async () => {
    const { check, questions, told } = checked();
    const changed = { table: tableWith(0.6), running: false };
    check.of('vessels', WORSE);
    check.of('vessels', changed);
    questions[0]!.answer(ANSWER);
    await settle();
    assert.equal(told(), 0);
    assert.deepEqual(check.of('vessels', changed), []);
    questions[1]!.answer(ANSWER);
    await settle();
    assert.deepEqual(check.of('vessels', changed), ['b differs.', 'Really.']);
  });

  it('says of each task with a difference that it could not be found out, and why', async () => {
    const { check, questions } = checked();
    check.of('vessels', WORSE);
    questions[0]!.fail(new Error('no memory'));
    await settle();
    assert.deepEqual(check.of('vessels', WORSE), [
      'Whether this holds over other test images, too, could not be found out: no memory',
    ]);
    assert.deepEqual(check.of('nodules', WORSE), []);
  });
});
