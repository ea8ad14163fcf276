import assert from 'node:assert/strict';
import { findTensors } from '../../../runner/weights/pickle/find-tensors';
import { PickleDict, PickleList, PickleTuple, type PickleValue } from '../../../runner/weights/pickle/pickle-value';
import { PickledTensor } from '../../../runner/weights/pickle/pickled-tensor';

const tensor = new PickledTensor(
  { kind: 'U8', shape: [1], strides: [1], offset: 0, bigEndian: false },
  Uint8Array.of(1),
);

function dict(...entries: readonly (readonly [PickleValue, PickleValue])[]): PickleDict {
  return new PickleDict(entries);
}

function list(length: number, item: (index: number) => PickleValue): PickleList {
  const made = new PickleList();
  made.items.push(...Array.from({ length }, (_, index) => item(index)));
  return made;
}

/** A dict, and how many of its entries were looked at. */
function counted(...entries: readonly (readonly [PickleValue, PickleValue])[]): { dict: PickleDict; looks: number } {
  const found = { dict: dict(), looks: 0 };
  class Entries extends Map<PickleValue, PickleValue> {
    override *[Symbol.iterator]() {
      for (const [key, value] of entries) {
        found.looks++;
        yield [key, value] as [PickleValue, PickleValue];
      }
      return undefined;
    }

    override *values() {
      for (const [, value] of this) yield value;
      return undefined;
    }
  }
  Object.assign(found.dict, { entries: new Entries() });
  return found;
}

const names = (root: PickleValue) => findTensors('evil.pth', root).tensors.map(({ name }) => name);

describe('finding tensors in a pickle', () => {
  it('looks once at what holds none, wherever it is met', () => {
    const settings = counted(...Array.from({ length: 100 }, (_, key) => [key, new PickleList()] as const));
    const everywhere = list(1000, () => settings.dict);
    assert.deepEqual(names(dict(['a', tensor], ['b', everywhere])), ['a']);
    assert.equal(settings.looks, 100);
  });

  it('looks only at the tensors of what it has looked into', () => {
    const mixed = counted(['t', tensor], ...Array.from({ length: 100 }, (_, key) => [key, key] as const));
    assert.equal(names(dict(['a', list(1000, () => mixed.dict)])).length, 1000);
    assert.equal(mixed.looks, 101);
  });

  it('looks once at dicts without tensors in search of the state dict', () => {
    const settings = counted(...Array.from({ length: 100 }, (_, key) => [key, key] as const));
    const model = dict(...Array.from({ length: 1000 }, (_, key) => [key, settings.dict] as const));
    assert.deepEqual(names(dict(['model', model], ['a', tensor])), ['a']);
    assert.equal(settings.looks, 200, 'in search of the state dict, and of tensors');
  });

  it('numbers those of one name, without a look at each', () => {
    const twice = (key: PickleValue) => dict([key, tensor]);
    const root = dict(
      ['a', dict(['b.c', tensor])],
      ['a.b', dict(['c', tensor])],
      ["a.b.c'2", tensor],
      ['a.b.', twice('c')],
    );
    assert.deepEqual(names(root), ['a.b.c', "a.b.c'", "a.b.c'2", 'a.b..c']);

    const tuples = Array.from({ length: 20_000 }, () => [new PickleTuple([1]), tensor] as const);
    const found = names(dict(...tuples));
    assert.deepEqual(found.slice(0, 3), ['()', "()'", "()'2"]);
    assert.equal(new Set(found).size, 20_000);
  });

  it('refuses names that are long together', () => {
    const many = list(2000, () => tensor);
    assert.equal(names(dict(['k'.repeat(1000), many])).length, 2000);
    assert.throws(() => names(dict(['k'.repeat(4000), many])), /names too long/);
  });
});
