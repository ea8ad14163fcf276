import type { TensorView } from '../messages';

/** Tensors by the parts of their names: a folder of everything that starts alike, or a tensor. */
export type TreeNode =
  | {
      readonly kind: 'group';
      readonly label: string;
      readonly size: number;
      readonly count: number;
      readonly children: readonly TreeNode[];
    }
  | { readonly kind: 'tensor'; readonly label: string; readonly tensor: TensorView };

/** `layer1.0.conv1.weight` lies in `layer1`, `0`, `conv1`; a group of one child takes its label along: `layer1.0`. */
export function tensorTree(tensors: readonly TensorView[]): readonly TreeNode[] {
  return childrenOf(
    tensors.map((tensor) => ({ tensor, parts: partsOf(tensor.name) })),
    0,
  );
}

interface Placed {
  readonly tensor: TensorView;
  readonly parts: readonly string[];
}

/** The separators stay with the part they end, so that labels together spell the name. */
function partsOf(name: string): readonly string[] {
  return name.match(/[^./]*[./]|[^./]+$/g) ?? [name];
}

function childrenOf(placed: readonly Placed[], depth: number): TreeNode[] {
  const byPart = new Map<string, Placed[]>();
  for (const one of placed) {
    const part = one.parts[depth] ?? '';
    const known = byPart.get(part);
    if (known) known.push(one);
    else byPart.set(part, [one]);
  }
  return [...byPart].flatMap(([part, members]) => nodesOf(part, members, depth));
}

function nodesOf(part: string, members: readonly Placed[], depth: number): TreeNode[] {
  const ends = members.filter(({ parts }) => parts.length <= depth + 1);
  const tensors = ends.map(({ tensor }): TreeNode => ({ kind: 'tensor', label: part, tensor }));
  const deeper = members.filter(({ parts }) => parts.length > depth + 1);
  if (deeper.length === 0) return tensors;
  const children = childrenOf(deeper, depth + 1);
  const [only] = children;
  if (children.length === 1 && only) return [...tensors, { ...only, label: part + only.label }];
  const size = deeper.reduce((sum, { tensor }) => sum + tensor.size, 0);
  return [...tensors, { kind: 'group', label: part, size, count: deeper.length, children }];
}
