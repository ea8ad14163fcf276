import assert from 'node:assert/strict';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { decodeImage } from '../../../runner/datasets/decode';
import { inspectImage } from '../../../runner/datasets/inspect-image';

/** Of the slice without loss, by pydicom 3.0.2: `pixel_array`, and with `apply_modality_lut`. */
const LOSSLESS = {
  stored: 'b76703cf422e7a4bfd3bacc7efe65162040fc973b794118b794f6c92910faaa6',
  values: '9604c1e4d214cc57439ad4245112231dcca532abb049f337f26130550db1048b',
};

/**
 * `stored` of those with loss, by the end of the transfer syntax. JPEG-LS and JPEG 2000 by pydicom with pylibjpeg, JPEG of 8 bits by pydicom with
 * Pillow, of 12 bits by libjpeg-turbo (imagecodecs 2026.3.6); pylibjpeg differs from these by one level in up to 5 % of the pixels.
 */
const LOSSY: Readonly<Record<string, string>> = {
  '4.81': '9ba0840c9e394e565ffe57389cfa1e9cec67ff193594109352a7ad9f343e722b',
  '4.91': 'bf9f02911b6e49d4b5f7e95c090530d907fbd1c74f77b43eff739ed76958fa99',
  '4.50': '5c20db7d03fc3bffbbedf235c1933642a12584c163e7281eafb36bb7d6ff11bf',
  '4.51': '4e9716b30a50b7629712471a3b51a42905224e56862fff6a1e8a4bbb91a419b9',
  '4.53': '4e9716b30a50b7629712471a3b51a42905224e56862fff6a1e8a4bbb91a419b9',
  '4.55': '4e9716b30a50b7629712471a3b51a42905224e56862fff6a1e8a4bbb91a419b9',
};

/** Real files lie where WARMSTART_TEST_DATA says: dicom/ with one CT slice in many transfer syntaxes, siim/ with a chest X-ray as JPEG. */
describe('real DICOM files', () => {
  const data = process.env.WARMSTART_TEST_DATA ?? '';

  function filesOf(context: Mocha.Context, name: string): string[] {
    const folder = join(data, name);
    if (data === '' || !existsSync(folder)) {
      console.log(`      set WARMSTART_TEST_DATA to a folder with ${name} to run this`);
      context.skip();
    }
    return readdirSync(folder)
      .filter((file) => file.endsWith('.dcm'))
      .map((file) => join(folder, file));
  }

  it('hold the same slice in every transfer syntax', async function () {
    this.timeout(60_000);
    const seen = new Set<string>();
    for (const file of filesOf(this, 'dicom')) {
      const { stored, values, dicom } = await inspectImage(file);
      const end = dicom!.transferSyntax.replace('1.2.840.10008.1.2', '').replace(/^\./, '');
      seen.add(end);
      if (end in LOSSY) assert.equal(stored, LOSSY[end], file);
      else assert.deepEqual({ stored, values }, LOSSLESS, file);
    }
    assert.equal(seen.size, 15);
  });

  it('of SIIM are decoded as they are', async function () {
    const [file] = filesOf(this, 'siim');
    const { stored } = await inspectImage(file!);
    assert.equal(stored, 'cd2e4b3b093aef5d6a1d9974466248cb62be5515cfc7e813cd188dbe2baff509');
    const { width, height } = await decodeImage(file!);
    assert.deepEqual([width, height], [1024, 1024]);
  });
});
