import assert from 'node:assert/strict';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { warmstart } from './process';

const folder = mkdtempSync(path.join(tmpdir(), 'warmstart-results-'));

function file(name: string, text: string): string {
  const place = path.join(folder, name);
  writeFileSync(place, text);
  return place;
}

describe('warmstart audit', function () {
  this.timeout(60_000);

  it('ends in how many marks of the self-supervised figure hold', async () => {
    const { code, stdout } = await warmstart('audit');
    assert.equal(code, 0);
    assert.match(stdout, /\n85 of 98 marks of the self-supervised figure hold\n$/);
  });

  it('says the same as JSON, under other assumptions too', async () => {
    const { stdout } = await warmstart('audit', '--ddof', '1', '--json');
    const { tables } = JSON.parse(stdout) as { tables: { name: string; held: number }[] };
    assert.equal(tables.find(({ name }) => name === 'self-supervised')!.held, 86);
  });

  it('names the line of a literature file that lacks n', async () => {
    const place = file(
      'mine.json',
      '{"source": "mine", "tables": [{"name": "t", "cells": [\n{"initialization": "a", "task": "T", "mean": 80, "sd": 1}]}]}',
    );
    const { code, stderr } = await warmstart('audit', place);
    assert.equal(code, 1);
    assert.match(stderr, /mine\.json:2:1: error missing-key: A on T has no `n`/);
    assert.doesNotMatch(stderr, /\n +at /);
  });
});

describe('warmstart table', function () {
  this.timeout(60_000);

  const runs = ['task,initialization,run,value', 'T,a,1,80.5', 'T,a,2,81.5', 'T,b,1,90.5', 'T,b,2,91.5', ''].join('\n');

  it('makes a table of runs from elsewhere', async () => {
    const { code, stdout } = await warmstart(
      'table',
      file('runs.csv', runs),
      '--scale',
      'percent',
      '--statistics',
      '{test: student, correction: none}',
    );
    assert.equal(code, 0);
    assert.match(stdout, /^runs\n/);
    assert.match(stdout, /b +\*91\.00 ± 0\.71/);
    assert.match(stdout, /Student's t-test/);
  });

  it('names the line of every mistake in such a file', async () => {
    const { code, stderr } = await warmstart('table', file('bad.csv', runs));
    assert.equal(code, 1);
    assert.match(stderr, /bad\.csv:2: 80\.5 lies outside 0 to 1\. If the values are percent, add --scale percent\./);
  });

  it('names the row that lacks a cell', async () => {
    const { code, stderr } = await warmstart('table', file('short.csv', runs.replace('T,a,2,81.5', 'T,a')));
    assert.equal(code, 1);
    assert.match(stderr, /short\.csv:3: the row has 2 cells for 4 columns/);
  });

  it('shows published cells alone, one of their tables, and says how to choose', async () => {
    const { stdout } = await warmstart('table', '--published', 'domain-adapted', '--format', 'csv');
    assert.equal(stdout.trim().split('\r\n').length, 1 + 26 + 4);
    const { code, stderr } = await warmstart('table');
    assert.equal(code, 2);
    assert.match(stderr, /SPEC is missing, or --literature/);
  });
});
