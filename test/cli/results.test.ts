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

describe('warmstart score', function () {
  this.timeout(60_000);
  const truth = file('truth.csv', 'id,ill\na,1\nb,0\nc,1\nd,0\ne,0\n');

  it('gives AUC with intervals, and the difference of two files', async () => {
    const first = file('first.csv', 'id,ill\na,0.9\nb,0.8\nc,0.7\nd,0.1\ne,0.2\n');
    const second = file('second.csv', 'id,ill\na,0.9\nb,0.1\nc,0.7\nd,0.1\ne,0.2\n');
    const { code, stdout } = await warmstart('score', '--truth', truth, '--scores', first, '--scores', second);
    assert.equal(code, 0);
    assert.match(stdout, /ill +83\.33 +\d/);
    assert.match(stdout, /ill +−16\.67/);
    const json = await warmstart('score', '--truth', truth, '--scores', first, '--json');
    assert.equal(JSON.parse(json.stdout).cases, 5);
  });

  it('names file and line of a score that is none', async () => {
    const { code, stderr } = await warmstart(
      'score',
      '--truth',
      truth,
      '--scores',
      file('bad-scores.csv', 'id,ill\na,0.9\nb,x\nc,1\nd,0\ne,0\n'),
    );
    assert.equal(code, 1);
    assert.match(stderr, /bad-scores\.csv:3: "x" under "ill" is no score/);
  });
});

describe('warmstart diff', function () {
  this.timeout(60_000);

  it('says in words what two specs do differently', async () => {
    const text =
      'data: {images: {phantom: xray}}\ntasks: [{name: T, kind: classification, data: images}]\ninitializations: [random]\n';
    const [a, b] = [
      file('a.warmstart.yaml', text),
      file('b.warmstart.yaml', `${text}training: {learning-rate: 0.0002}\n`),
    ];
    const { code, stdout } = await warmstart('diff', a, b);
    assert.equal(code, 0);
    assert.match(stdout, /learning rate +1e-3 → 2e-4 +everywhere/);
    assert.match(stdout, /no cell has results in both/);
  });
});
