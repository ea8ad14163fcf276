import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { warmstart } from './process';

const GOLDEN = path.resolve(__dirname, '../runner/datasets/golden');

describe('warmstart data inspect', function () {
  this.timeout(60_000);

  // From the bundle, which finds the decoders' module beside itself.
  it('says what a DICOM file is and holds, as one object', async () => {
    const { code, stdout } = await warmstart('data', 'inspect', path.join(GOLDEN, 'dicom/jpeg-8.dcm'), '--json');
    const { cases } = JSON.parse(readFileSync(path.join(GOLDEN, 'dicom.json'), 'utf8'));
    const expected = cases.find(({ file }: { readonly file: string }) => file === 'jpeg-8.dcm');
    const said = JSON.parse(stdout);
    assert.equal(code, 0);
    assert.deepEqual([said.width, said.height, said.stored], [expected.width, expected.height, expected.stored]);
    assert.equal(said.dicom.transferSyntaxName, 'JPEG Baseline (Process 1)');
    assert.ok(said.dicom.hasPatient && !stdout.includes('P7'), 'names are not told');
  });

  it('says it in lines for people', async () => {
    const { stdout } = await warmstart('data', 'inspect', path.join(GOLDEN, 'dicom/window-sigmoid.dcm'));
    assert.match(stdout, /^windows +\[{"center":5000.5,"width":4000,"shape":"sigmoid"}\]$/m);
    assert.match(stdout, /^rescaleSlope +2.5$/m);
  });

  it('ends with 1 and a code for an image that cannot be read', async () => {
    const file = path.join(GOLDEN, 'dicom-unreadable/frames.dcm');
    const plain = await warmstart('data', 'inspect', file);
    assert.deepEqual([plain.code, plain.stdout], [1, '']);
    assert.ok(plain.stderr.startsWith(`${file}: it has 2 frames`));
    const { code, stdout } = await warmstart('data', 'inspect', file, '--json');
    assert.deepEqual([code, JSON.parse(stdout).problem.code], [1, 'frames']);
  });
});
