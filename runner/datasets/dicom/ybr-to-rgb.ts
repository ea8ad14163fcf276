import type { Samples } from '../describe-samples';

const { fround } = Math;

/**
 * The factors of ISO/IEC 10918-5, section 7, in single precision, as pydicom has them: the last bit decides how some colours round. Products are
 * added before they are rounded, as processors do; all 2^24 colours then come out as pydicom's.
 */
const BLUE_TO_GREEN = fround((-0.114 * 1.772) / 0.587);
const RED_TO_GREEN = fround((-0.299 * 1.402) / 0.587);
const RED_TO_RED = fround(1.402);
const BLUE_TO_BLUE = fround(1.772);

/** 8-bit YBR_FULL to RGB (PS3.3, C.7.6.3.1.2), three samples a pixel. */
export function ybrToRgb(samples: Samples): Uint8Array {
  const rgb = new Uint8ClampedArray(samples.length);
  for (let i = 0; i < samples.length; i += 3) {
    const [luma, blue, red] = [samples[i]!, samples[i + 1]! - 128, samples[i + 2]! - 128];
    rgb[i] = Math.floor(fround(luma + red * RED_TO_RED) + 0.5);
    rgb[i + 1] = Math.floor(fround(fround(luma + blue * BLUE_TO_GREEN) + red * RED_TO_GREEN) + 0.5);
    rgb[i + 2] = Math.floor(fround(luma + blue * BLUE_TO_BLUE) + 0.5);
  }
  return new Uint8Array(rgb.buffer);
}
