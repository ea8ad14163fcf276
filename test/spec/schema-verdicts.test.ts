import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from '../../spec/parse';
import { validateSchema } from '../../spec/validate-schema';

/** Verdicts of jsonschema for Python; refreshed by `python make_schema_verdicts.py` in the folder golden whenever the schema changes. */
const golden = JSON.parse(readFileSync(join(import.meta.dirname, 'golden/schema-verdicts.json'), 'utf8'));

describe('the walk over the schema', () => {
  it('agrees with another implementation of JSON Schema on what is a spec', () => {
    for (const { spec, valid } of golden.verdicts) {
      // JSON is YAML.
      const text = JSON.stringify(spec);
      const found = validateSchema(parse(text).document, text);
      assert.equal(found.length === 0, valid, `${text}\n${found.map(({ message }) => message).join('\n')}`);
    }
  });
});
