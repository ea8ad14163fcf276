import type { RandomNumbers } from './random-numbers';

/** Numbers at which lengths, offsets and counts break. */
const EDGES = [0, 1, 0x7f, 0x80, 0xff, 0x7fff, 0xffff, 0x7fffffff, 0x80000000, 0xffffffff];

/** Opcodes of pickles, by which one is made from another. */
const OPCODES = Buffer.from(
  '().012FGIJKLMNRPQSTUVXabcdeghijlopqrstu}]\x80\x81\x82\x85\x86\x87\x88\x89\x8a\x8b\x8c\x8e\x93\x94\x95',
  'latin1',
);

/** A copy with one to four changes: of bits, bytes, numbers, opcodes, and of whole pieces, some of them from another file. */
export function mutate(original: Buffer, other: Buffer, random: RandomNumbers): Buffer {
  let bytes: Buffer = Buffer.from(original);
  for (let change = random.below(4); change >= 0 && bytes.length > 0; change--) bytes = changed(bytes, other, random);
  return bytes;
}

function changed(bytes: Buffer, other: Buffer, random: RandomNumbers): Buffer {
  const at = random.below(bytes.length);
  switch (random.below(9)) {
    case 0:
      bytes[at]! ^= 1 << random.below(8);
      return bytes;
    case 1:
      bytes[at] = random.below(256);
      return bytes;
    case 2:
      bytes[at] = OPCODES[random.below(OPCODES.length)]!;
      return bytes;
    case 3:
      if (at + 4 <= bytes.length) bytes.writeUInt32LE(random.pick(EDGES), at);
      return bytes;
    case 4:
      if (at + 8 <= bytes.length) bytes.writeBigUInt64LE(BigInt(random.pick(EDGES)) << BigInt(8 * random.below(5)), at);
      return bytes;
    case 5:
      return bytes.subarray(0, at);
    case 6: {
      const end = Math.min(bytes.length, at + 1 + random.below(64));
      return Buffer.concat([bytes.subarray(0, at), bytes.subarray(end)]);
    }
    case 7: {
      const end = Math.min(bytes.length, at + 1 + random.below(64));
      return Buffer.concat([bytes.subarray(0, end), bytes.subarray(at)]);
    }
    default: {
      const start = random.below(Math.max(other.length, 1));
      return Buffer.concat([
        bytes.subarray(0, at),
        other.subarray(start, start + random.below(64)),
        bytes.subarray(at),
      ]);
    }
  }
}
