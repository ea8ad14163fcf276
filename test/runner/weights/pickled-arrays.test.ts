import assert from 'node:assert/strict';
import { MemorySource } from '../../../runner/weights/byte-source';
import { readContainer } from '../../../runner/weights/open-weights';
import { BUILD, call, dict, global, integer, pickle, text, tuple, u32 } from './assemble';

/** Every byte, so often that the text of them stays in the file. */
const BYTES = Buffer.from(Array.from({ length: 100_000 }, (_, index) => index % 256));

const FALSE = Buffer.from('\x89', 'latin1');
const MAKER = 'numpy.core.multiarray';

/** numpy.ndarray of so many bytes. */
function array(values: Buffer, length = BYTES.length): Buffer {
  return Buffer.concat([call(MAKER, '_reconstruct'), state(values, length), BUILD]);
}

function state(values: Buffer, length = BYTES.length): Buffer {
  return tuple(integer(1), tuple(integer(length)), call('numpy', 'dtype', text('u1')), FALSE, values);
}

const asText = (bytes: Buffer) => call('_codecs', 'encode', text(bytes.toString('latin1')), text('latin1'));

async function readFirst(values: Buffer): Promise<Buffer> {
  const source = new MemorySource('a.pkl', Uint8Array.from(pickle(dict('a', values))));
  const { tensors } = await readContainer(source, () => assert.fail());
  return Buffer.from(tensors[0]!.read());
}

describe('pickled arrays', () => {
  const encode = call('dill._dill', '_get_attr', call('dill._dill', '_import_module', text('_codecs')), text('encode'));
  const written: Readonly<Record<string, Buffer>> = {
    'bytes, from protocol 3 on': array(Buffer.concat([Buffer.from('B'), u32(BYTES.length), BYTES])),
    'text, in protocol 2': array(asText(BYTES)),
    'text and functions by name, as dill does': array(
      Buffer.concat([encode, tuple(text(BYTES.toString('latin1')), text('latin1')), Buffer.from('R')]),
    ),
    'a call of dill': call(
      'dill._dill',
      '_create_array',
      global(MAKER, '_reconstruct'),
      tuple(),
      state(asText(BYTES)),
      Buffer.from('N'),
    ),
    'a line of text, in protocol 0': array(
      Buffer.concat([
        global('_codecs', 'encode'),
        tuple(
          Buffer.concat([
            Buffer.from('V'),
            Buffer.from(BYTES.toString('latin1').replace(/[\\\n\r]/g, escaped), 'latin1'),
            Buffer.from('\n'),
          ]),
          text('latin1'),
        ),
        Buffer.from('R'),
      ]),
    ),
  };
  for (const [how, values] of Object.entries(written)) {
    it(`are read to the byte when their values are ${how}`, async () => {
      assert.ok(BYTES.equals(await readFirst(values)));
    });
  }

  it('are refused where their text has letters of more than a byte, or not as many as they need', async () => {
    for (const bytes of [`${'é'.repeat(4999)}€`, 'é'.repeat(4999)]) {
      const encoded = call('_codecs', 'encode', text(bytes), text('latin1'));
      await assert.rejects(readFirst(array(encoded, 5000)), { code: 'corrupt' });
    }
  });
});

function escaped(letter: string): string {
  return `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
