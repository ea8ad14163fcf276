/** tensorflow.AttrValue and TensorProto, written from the attributes that the backend hands to its binding. */
import type { Binding, OpAttribute } from '../backend-binding';
import { bytesField, float, floatField, integerField, varint } from './protobuf';

export interface ConstantValue {
  readonly dtype: number;
  readonly shape: readonly number[];
  readonly data: Float32Array | Int32Array | Uint8Array;
}

export function shapeMessage(shape: readonly number[]): Buffer {
  return Buffer.concat(shape.map((side) => bytesField(2, integerField(1, side))));
}

export function tensorAttribute({ dtype, shape, data }: ConstantValue): Buffer {
  const content = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  return bytesField(
    8,
    Buffer.concat([integerField(1, dtype), bytesField(2, shapeMessage(shape)), bytesField(4, content)]),
  );
}

/** @throws on an attribute type that no traced operation has had so far */
export function attributeValue(binding: Binding, { name, type, value }: OpAttribute): Buffer {
  switch (type) {
    case binding.TF_ATTR_STRING:
      return bytesField(2, value as string);
    case binding.TF_ATTR_BOOL:
      return integerField(5, value ? 1 : 0);
    case binding.TF_ATTR_TYPE:
      return Array.isArray(value)
        ? bytesField(1, bytesField(6, Buffer.concat(value.map(varint))))
        : integerField(6, value as number);
    case binding.TF_ATTR_INT:
      return Array.isArray(value)
        ? bytesField(1, bytesField(3, Buffer.concat(value.map(varint))))
        : integerField(3, value as number);
    case binding.TF_ATTR_FLOAT:
      return Array.isArray(value)
        ? bytesField(1, bytesField(4, Buffer.concat(value.map(float))))
        : floatField(4, value as number);
    case binding.TF_ATTR_SHAPE:
      return bytesField(7, shapeMessage(value as number[]));
    default:
      throw new Error(`Attribute ${name} has type ${type}, which the graph writer does not know.`);
  }
}
