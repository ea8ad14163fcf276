// Encodes frames for make_dicom.py with dcmjs-codecs, where Python has no encoder: JSON on standard input and output, bytes in base64.
import { readFileSync } from 'node:fs';
import codecs from 'dcmjs-codecs';

const { Context, NativeCodecs } = codecs;
await NativeCodecs.initializeAsync();
/** @type {{ encoder: 'encodeJpeg' | 'encodeJpegLs' | 'encodeHtJpeg2000', parameters: object, raw: string }[]} */
const requests = JSON.parse(readFileSync(0, 'utf8'));
const frames = requests.map(({ encoder, parameters, raw, ...image }) => {
  const context = new Context({ ...image, planarConfiguration: 0, decodedBuffer: Buffer.from(raw, 'base64') });
  return Buffer.from(NativeCodecs[encoder](context, parameters).getEncodedBuffer() ?? []).toString('base64');
});
process.stdout.write(JSON.stringify(frames));
