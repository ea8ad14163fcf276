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

describe('warmstart audit', () => {
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
