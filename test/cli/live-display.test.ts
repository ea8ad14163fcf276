import assert from 'node:assert/strict';
import { PassThrough } from 'node:stream';
import { LiveDisplay } from '../../cli/live-display';

/** A terminal of so many columns, and what is written to it. */
function terminal(columns: number) {
  const stream = Object.assign(new PassThrough({ encoding: 'utf8' }), { isTTY: true, columns });
  const display = new LiveDisplay(stream as unknown as NodeJS.WriteStream);
  return { display, written: () => String(stream.read() ?? '') };
}

describe('the live display', () => {
  const { CI } = process.env;
  before(() => {
    delete process.env.CI;
  });
  after(() => {
    if (CI !== undefined) process.env.CI = CI;
  });

  it('draws over what it drew before, and leaves said lines above', () => {
    const { display, written } = terminal(80);
    display.show(['one', 'two']);
    assert.equal(written(), 'one\u001b[K\ntwo\u001b[K\n\u001b[J');
    display.show(['three']);
    assert.equal(written(), '\u001b[2Athree\u001b[K\n\u001b[J');
    display.say('done');
    assert.equal(written(), '\u001b[1A\u001b[Jdone\n');
  });

  it('cuts lines to the width of the terminal, counting wide characters twice', () => {
    const { display, written } = terminal(8);
    display.show(['肺結節分類 rest']);
    assert.equal(written(), '肺結節\u001b[K\n\u001b[J');
  });

  it('takes 80 columns where the terminal knows none', () => {
    const { display, written } = terminal(0);
    display.show(['x'.repeat(100)]);
    assert.equal(written(), `${'x'.repeat(79)}\u001b[K\n\u001b[J`);
  });

  it('says lines and draws nothing where there is no terminal', () => {
    const stream = new PassThrough({ encoding: 'utf8' });
    const display = new LiveDisplay(stream as unknown as NodeJS.WriteStream);
    display.show(['bar']);
    display.say('done');
    assert.equal(String(stream.read()), 'done\n');
  });
});
