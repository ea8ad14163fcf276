import type { EncoderNaming } from '../../../catalog/weight-layout';

/** How a file names its encoder, in words. */
export function namingText(naming: EncoderNaming): string {
  switch (naming.kind) {
    case 'torchvision':
      return `torchvision's names${naming.prefix === '' ? '' : ` behind "${naming.prefix}"`}`;
    case 'haiku':
      return `Haiku's names below "${naming.parameters}"`;
    case 'tensorflow-order':
      return `TensorFlow's variables in their order, below "${naming.scope}"`;
    case 'pytorch-order':
      return `names of a conversion in their order, behind "${naming.prefix}"`;
  }
}
