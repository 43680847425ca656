/** How a JSON value becomes a protobuf field. */
export type ScalarKind =
  | "string"
  | "bytes"
  | "id"
  | "bool"
  | "uint32"
  | "sint32"
  | "fixed32"
  | "int64"
  | "uint64"
  | "fixed64"
  | "sfixed64"
  | "double";

/** One field: its number and either a scalar kind, the names of an enum, or a message. */
export interface FieldSpec {
  readonly number: number;
  readonly repeated: boolean;
  readonly type:
    | ScalarKind
    | { readonly enumNames: ReadonlyMap<string, number> }
    | { readonly message: MessageSpec };
}

/** The fields of a message by lowerCamelCase JSON name. */
export interface MessageSpec {
  readonly fields: ReadonlyMap<string, FieldSpec>;
  /** Messages of this kind may contain themselves and are counted against the depth limit. */
  readonly isRecursive: boolean;
}

/** A single field. */
export function one(number: number, type: FieldSpec["type"]): FieldSpec {
  return { number, repeated: false, type };
}

/** A repeated field. */
export function many(number: number, type: FieldSpec["type"]): FieldSpec {
  return { number, repeated: true, type };
}

/** A message of the given fields. */
export function message(fields: Readonly<Record<string, FieldSpec>>): MessageSpec {
  return { fields: new Map(Object.entries(fields)), isRecursive: false };
}

/** An enum whose values are `prefix` + each name, numbered from `first`. */
export function enumOf(
  prefix: string,
  names: readonly string[],
  first = 0,
): { readonly enumNames: ReadonlyMap<string, number> } {
  return { enumNames: new Map(names.map((name, index) => [prefix + name, first + index])) };
}
