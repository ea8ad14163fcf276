/** oneDNN's own log (`ONEDNN_VERBOSE=profile_exec`), which TensorFlow and PyTorch both keep: a line for each primitive that ran. */

/** In the log's words: what a primitive is, and for convolutions in which direction. */
const GROUPS: Readonly<Record<string, string>> = {
  'convolution forward_training': 'convolutions forward',
  'convolution forward_inference': 'convolutions forward',
  'convolution backward_data': 'input gradients',
  'convolution backward_weights': 'filter gradients',
  batch_normalization: 'batch norm',
  reorder: 'reordering',
};

const OTHERS = 'other primitives';

export const GROUP_NAMES: readonly string[] = [...new Set(Object.values(GROUPS)), OTHERS];

export const LOG_PREFIX = 'onednn_verbose,';

/** Adds the milliseconds of a line to its group; lines that are not about a primitive that ran add nothing. */
export function addToGroups(groups: Map<string, number>, line: string): void {
  // onednn_verbose,v1,primitive,exec,cpu,KIND,IMPLEMENTATION,DIRECTION,...,MILLISECONDS
  const fields = line.split(',');
  const start = fields.indexOf('exec');
  const [kind, direction] = [fields[start + 2], fields[start + 4]];
  const milliseconds = Number(fields.at(-1));
  if (start < 0 || !Number.isFinite(milliseconds)) return;
  const group = GROUPS[`${kind} ${direction}`] ?? GROUPS[kind!] ?? OTHERS;
  groups.set(group, (groups.get(group) ?? 0) + milliseconds);
}
