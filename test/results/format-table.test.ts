import assert from 'node:assert/strict';
import { parse } from 'csv-parse/sync';
import stringWidth from 'string-width';
import { formatTable, TABLE_FORMATS } from '../../results/format-table';
import { csvText } from '../../results/formats/csv';
import { escapeLatex } from '../../results/formats/latex';
import { escapeMarkdown } from '../../results/formats/markdown';
import { EVERY_STATE_TABLE } from './every-state';
import { tableOf } from './experiment';
import { assertSnapshot } from './snapshot';

const ENDINGS = { text: 'txt', json: 'json', markdown: 'md', latex: 'tex', csv: 'csv', html: 'html' } as const;

describe('a formatted table', () => {
  for (const format of TABLE_FORMATS) {
    it(`shows every state and mark as ${format}`, () => {
      assertSnapshot(`every-state.${ENDINGS[format]}`, formatTable(EVERY_STATE_TABLE, format));
    });

    it(`ends with a line break as ${format}, even when it is empty`, () => {
      assert.ok(formatTable(tableOf({}), format).endsWith('\n'));
    });
  }
});

describe('a table the other way round', () => {
  it('has a row per task, with the same cells', () => {
    const lines = formatTable(EVERY_STATE_TABLE, 'markdown', { rows: 'tasks' }).split('\n');
    assert.match(lines[2]!, /^\| Task \| random \| upstream → clinic \|/);
    assert.match(lines[4]!, /^\| nodules \(AUC\) \| 70\.49 ± 0\.82 ↓ \| \*\*84\.19 ± 0\.33\*\* ¶ \|/);
    assert.match(lines[5]!, /^\| vessels "fine" \(Dice\) \| · \|/);
  });

  for (const format of ['text', 'latex', 'html'] as const) {
    it(`can be had as ${format}`, () => {
      assert.match(formatTable(EVERY_STATE_TABLE, format, { rows: 'tasks' }), /nodules \(AUC\).*84\.19/s);
    });
  }
});

describe('the text format', () => {
  it('keeps columns aligned beside wide characters', () => {
    const lines = formatTable(EVERY_STATE_TABLE, 'text').split('\n');
    const offsets = lines.filter((line) => line.includes('±') && line.includes('   ') && !line.includes('Test'));
    const columns = offsets.map((line) => stringWidth(line.slice(0, line.indexOf('±'))));
    assert.equal(new Set(columns.slice(0, 4)).size, 1);
  });

  it('sets the best in bold only when asked', () => {
    assert.ok(formatTable(EVERY_STATE_TABLE, 'text', { ansi: true }).includes('*\u001b[1m84.19 ± 0.33\u001b[22m'));
    assert.ok(!formatTable(EVERY_STATE_TABLE, 'text').includes('\u001b'));
  });

  it('lets no name command the terminal', () => {
    const table = tableOf({ 'a\u001b[2Jb': { metric: 'auc', scores: { 'x\n\u202ey': [0.5, 0.6] } } });
    assert.doesNotMatch(formatTable(table, 'text').replaceAll('\n', ''), /[\p{Cc}\u202e]/u);
  });
});

describe('the JSON format', () => {
  it('is an array of cells with shares in [0, 1]', () => {
    const cells = JSON.parse(formatTable(EVERY_STATE_TABLE, 'json'));
    assert.equal(cells.length, 10);
    const { task, initialization, mean, sd, n, state, mark, p } = cells[1];
    assert.deepEqual(
      [task, initialization, n, state, mark, p],
      ['nodules', 'upstream → clinic', 3, 'complete', 'best', null],
    );
    assert.ok(mean > 0.84 && mean < 0.85 && sd > 0 && sd < 0.01);
  });
});

describe('the CSV format', () => {
  it('is read back with the names it was given', () => {
    const rows: Record<string, string>[] = parse(formatTable(EVERY_STATE_TABLE, 'csv'), { columns: true });
    assert.deepEqual(
      rows.map((row) => [row.task, row.initialization]),
      EVERY_STATE_TABLE.cells.map((cell) => [cell.task, cell.initialization]),
    );
    assert.equal(Number(rows[1]!.mean), EVERY_STATE_TABLE.cells[1]!.mean);
    assert.equal(rows[5]!.mean, '');
  });

  it('starts no formula in a spreadsheet', () => {
    assert.equal(csvText('=1+1'), "'=1+1");
    assert.equal(csvText('@a,"b"'), '"\'@a,""b"""');
    assert.equal(csvText('a = b'), 'a = b');
  });
});

describe('escaping', () => {
  it('keeps LaTeX from reading names as commands', () => {
    assert.equal(
      escapeLatex('50% & $x_1^2$ {a}\\b #~'),
      '50\\% \\& \\$x\\_1\\textasciicircum{}2\\$ \\{a\\}\\textbackslash{}b \\#\\textasciitilde{}',
    );
    assert.equal(escapeLatex('upstream → clinic\nx'), 'upstream $\\rightarrow$ clinic x');
  });

  it('keeps Markdown from reading names as markup', () => {
    assert.equal(escapeMarkdown('a|b *c* <img> [d](e) `f`'), 'a\\|b \\*c\\* &lt;img> \\[d\\](e) \\`f\\`');
  });
});
