interface WireField {
  readonly id: number;
  readonly resolvedType: object | null;
}

/** The parts of a protobufjs type that the walk needs. */
interface WireType {
  readonly fieldsById: Readonly<Record<number, WireField>>;
}

interface Chunk {
  readonly field: number;
  readonly bytes: readonly number[];
}

/**
 * Re-encodes a message with its fields in descending order of their numbers, at all levels.
 * Repeated fields keep their order among each other, so the message means the same.
 */
export function reverseFields(body: Uint8Array, type: WireType): Uint8Array {
  const chunks: Chunk[] = [];
  let at = 0;
  const readVarint = (): number => {
    let value = 0;
    for (let scale = 1; ; scale *= 128) {
      const byte = body[at++] ?? 0;
      value += (byte & 0x7f) * scale;
      if (byte < 0x80) return value;
    }
  };
  while (at < body.length) {
    const start = at;
    const tag = readVarint();
    const field = Math.floor(tag / 8);
    const valueAt = at;
    if (tag % 8 === 2) {
      const size = readVarint();
      const inner = type.fieldsById[field]?.resolvedType;
      const header = body.subarray(start, at);
      const content = body.subarray(at, at + size);
      at += size;
      const isMessage = inner !== null && inner !== undefined && "fieldsById" in inner;
      const ordered = isMessage ? reverseFields(content, inner as WireType) : content;
      chunks.push({ field, bytes: [...header, ...ordered] });
      continue;
    }
    if (tag % 8 === 0) readVarint();
    else at = valueAt + (tag % 8 === 1 ? 8 : 4);
    chunks.push({ field, bytes: [...body.subarray(start, at)] });
  }
  chunks.sort((left, right) => right.field - left.field);
  return Uint8Array.from(chunks.flatMap((chunk) => chunk.bytes));
}
