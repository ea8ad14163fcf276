/**
 * How a published checkpoint names the tensors of its ResNet encoder, and what else lies in it: a declaration, interpreted in
 * runner/weights/.
 */
export interface WeightLayout {
  /** For instance `moco`. */
  readonly name: string;
  /** For people: `MoCo: query encoder below module.encoder_q.` */
  readonly title: string;
  /** The key of the file's dictionary that holds the state dict; null where the file is the state dict itself. */
  readonly within: string | null;
  readonly naming: EncoderNaming;
  /** What lies beside the encoder, by the start of its name (as it is below `within`). The first that fits counts. */
  readonly dropped: readonly DroppedNames[];
}

export type EncoderNaming =
  /** torchvision's names behind a prefix, for instance `module.encoder_q.`. */
  | { readonly kind: 'torchvision'; readonly prefix: string }
  /** BYOL: Haiku modules `…/block_group_0/~/block_0/~/conv_0`, filters HWIO, running statistics as the `average` of moving averages. */
  | { readonly kind: 'haiku'; readonly parameters: string; readonly state: string }
  /** SimCLR: `conv2d_N/kernel` (HWIO) and `batch_normalization_N/gamma` in the order of N, the shortcut of a block before its convolutions. */
  | { readonly kind: 'tensorflow-order'; readonly scope: string }
  /** PyTorch conversions of SimCLR-v2 with names of their own, in the same order as TensorFlow's; filters OIHW. */
  | { readonly kind: 'pytorch-order'; readonly prefix: string };

export interface DroppedNames {
  readonly prefix: string;
  /** What it is and why it is not wanted: `projection head`, `momentum copy of the encoder`. */
  readonly reason: string;
}
