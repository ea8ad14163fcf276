/** Writes a tensorflow.GraphDef, node by node, and the SavedModel around it. */
import type { Binding, OpAttribute } from '../backend-binding';
import { attributeValue, type ConstantValue, tensorAttribute } from './attribute';
import { bytesField, integerField } from './protobuf';

/** Newest producer version whose graphs every TensorFlow since 2.13 reads. */
const GRAPH_PRODUCER = 1395;

export class GraphWriter {
  readonly #binding: Binding;
  readonly #nodes: Buffer[] = [];
  readonly #smallConstants = new Map<string, string>();
  #count = 0;

  constructor(binding: Binding) {
    this.#binding = binding;
  }

  typeAttribute(name: string, dtype: number): OpAttribute {
    return { name, type: this.#binding.TF_ATTR_TYPE, value: dtype };
  }

  /** Adds a node and returns its name. `after`: nodes that must have run first. */
  node(
    op: string,
    inputs: readonly string[],
    attributes: readonly OpAttribute[],
    options: { name?: string; after?: readonly string[] } = {},
  ): string {
    const encoded = attributes.map((attribute) =>
      attributeEntry(attribute.name, attributeValue(this.#binding, attribute)),
    );
    return this.#add(op, inputs, encoded, options);
  }

  constant(value: ConstantValue): string {
    const bytes = Buffer.from(value.data.buffer, value.data.byteOffset, value.data.byteLength);
    const key = bytes.length <= 64 ? `${value.dtype}|${value.shape}|${bytes.toString('hex')}` : null;
    const known = key === null ? undefined : this.#smallConstants.get(key);
    if (known !== undefined) return known;
    const attributes = [
      attributeEntry('dtype', attributeValue(this.#binding, this.typeAttribute('dtype', value.dtype))),
      attributeEntry('value', tensorAttribute(value)),
    ];
    const name = this.#add('Const', [], attributes, {});
    if (key !== null) this.#smallConstants.set(key, name);
    return name;
  }

  placeholder(name: string, dtype: number, shape: readonly number[]): string {
    const attributes = [
      this.typeAttribute('dtype', dtype),
      { name: 'shape', type: this.#binding.TF_ATTR_SHAPE, value: [...shape] },
    ];
    return this.node('Placeholder', [], attributes, { name });
  }

  /** saved_model.pb with one meta graph, tagged `serve`. */
  savedModel(): Buffer {
    const graph = Buffer.concat([...this.#nodes, bytesField(4, integerField(1, GRAPH_PRODUCER))]);
    const information = Buffer.concat([bytesField(4, 'serve'), bytesField(5, '2.0.0')]);
    return Buffer.concat([
      integerField(1, 1),
      bytesField(2, Buffer.concat([bytesField(1, information), bytesField(2, graph)])),
    ]);
  }

  #add(
    op: string,
    inputs: readonly string[],
    attributes: readonly Buffer[],
    { name, after = [] }: { name?: string; after?: readonly string[] },
  ): string {
    const own = name ?? `${op.replace(/^_/, '')}_${this.#count++}`;
    const edges = [...inputs, ...after.map((node) => `^${node.split(':')[0]}`)].map((edge) => bytesField(3, edge));
    this.#nodes.push(bytesField(1, Buffer.concat([bytesField(1, own), bytesField(2, op), ...edges, ...attributes])));
    return own;
  }
}

function attributeEntry(name: string, value: Buffer): Buffer {
  return bytesField(5, Buffer.concat([bytesField(1, name), bytesField(2, value)]));
}
