/** An any-value as OTLP/JSON writes it: 64-bit integers as text, NaN and infinities by name. */
export type OtlpAnyValue =
  | { readonly stringValue: string }
  | { readonly boolValue: boolean }
  | { readonly intValue: string }
  | { readonly doubleValue: number | "NaN" | "Infinity" | "-Infinity" }
  | { readonly bytesValue: string }
  | { readonly arrayValue: { readonly values: readonly OtlpAnyValue[] } }
  | { readonly kvlistValue: { readonly values: readonly OtlpKeyValue[] } }
  | Readonly<Record<string, never>>;

/** An attribute as OTLP/JSON writes it. */
export interface OtlpKeyValue {
  readonly key: string;
  readonly value: OtlpAnyValue;
}

/**
 * Gives back the any-value that is stored as `text` with type codes `codes`: `s` string, `b` bool,
 * `i` int, `d` double, `y` bytes (base64), `n` absent, `[…]` array and `{…}` key-value list with
 * the codes of their values in order. Empty codes mean a string. Throws RangeError where the two
 * do not belong together.
 */
export function decodeValue(text: string, codes: string): OtlpAnyValue {
  if (codes === "") return { stringValue: text };
  const end = codeEnd(codes, 0);
  if (end !== codes.length) throw mismatch(codes);
  return decodeStored(text, codes);
}

/**
 * Gives back the attributes of a map column from its pairs in order and the type codes beside it.
 * Throws RangeError where the two do not belong together.
 */
export function decodeAttributes(
  pairs: readonly (readonly [key: string, text: string])[],
  codes: string,
): OtlpKeyValue[] {
  if (codes === "") return pairs.map(([key, text]) => ({ key, value: { stringValue: text } }));
  let at = 0;
  const attributes = pairs.map(([key, text]) => {
    const end = codeEnd(codes, at);
    const value = decodeStored(text, codes.slice(at, end));
    at = end;
    return { key, value };
  });
  if (at !== codes.length) throw mismatch(codes);
  return attributes;
}

function mismatch(codes: string): RangeError {
  return new RangeError(`The type codes ${codes.slice(0, 100)} do not fit the stored value.`);
}

/** Where the code that starts at `at` ends; brackets count with what they enclose. */
function codeEnd(codes: string, at: number): number {
  let depth = 0;
  for (let index = at; index < codes.length; index++) {
    const code = codes[index];
    if (code === "[" || code === "{") depth++;
    else if (code === "]" || code === "}") depth--;
    if (depth <= 0) return index + 1;
  }
  throw mismatch(codes);
}

/** Decodes a value that is stored by itself; scalars are not in JSON there. */
function decodeStored(text: string, code: string): OtlpAnyValue {
  switch (code) {
    case "s":
      return { stringValue: text };
    case "b":
      return { boolValue: text === "true" };
    case "i":
      return { intValue: text };
    case "d":
      return { doubleValue: toDouble(text) };
    case "y":
      return { bytesValue: text };
    case "n":
      return {};
    default:
      return new NestedValue(text, code).decode();
  }
}

function toDouble(text: string): number | "NaN" | "Infinity" | "-Infinity" {
  if (text === "NaN" || text === "Infinity" || text === "-Infinity") return text;
  return Number(text);
}

/** Walks JSON text and its codes side by side: order, equal keys and long integers are kept. */
class NestedValue {
  private readonly text: string;
  private readonly codes: string;
  private textAt = 0;
  private codeAt = 0;

  constructor(text: string, codes: string) {
    this.text = text;
    this.codes = codes;
  }

  decode(): OtlpAnyValue {
    const value = this.value();
    if (this.textAt !== this.text.length || this.codeAt !== this.codes.length) {
      throw mismatch(this.codes);
    }
    return value;
  }

  private value(): OtlpAnyValue {
    const code = this.codes[this.codeAt++];
    switch (code) {
      case "s":
        return { stringValue: this.quoted() };
      case "b":
        return { boolValue: this.word() === "true" };
      case "i":
        return { intValue: this.word() };
      case "d":
        return {
          doubleValue: toDouble(this.text[this.textAt] === '"' ? this.quoted() : this.word()),
        };
      case "y":
        return { bytesValue: this.quoted() };
      case "n":
        this.word();
        return {};
      case "[":
        return { arrayValue: { values: this.list("[", "]", () => this.value()) } };
      case "{":
        return { kvlistValue: { values: this.list("{", "}", () => this.pair()) } };
      default:
        throw mismatch(this.codes);
    }
  }

  private pair(): OtlpKeyValue {
    const key = this.quoted();
    this.expect(":");
    return { key, value: this.value() };
  }

  private list<Item>(open: string, close: string, item: () => Item): Item[] {
    const items: Item[] = [];
    this.expect(open);
    while (this.codes[this.codeAt] !== close) {
      if (items.length > 0) this.expect(",");
      items.push(item());
    }
    this.codeAt++;
    this.expect(close);
    return items;
  }

  private expect(character: string): void {
    if (this.text[this.textAt++] !== character) throw mismatch(this.codes);
  }

  /** Reads a bare word: a number, true, false or null. */
  private word(): string {
    const start = this.textAt;
    while (/[-+.\w]/.test(this.text[this.textAt] ?? "")) this.textAt++;
    if (this.textAt === start) throw mismatch(this.codes);
    return this.text.slice(start, this.textAt);
  }

  private quoted(): string {
    const start = this.textAt;
    this.expect('"');
    for (;;) {
      const character = this.text[this.textAt];
      if (character === undefined) throw mismatch(this.codes);
      this.textAt += character === "\\" ? 2 : 1;
      if (character === '"') return String(JSON.parse(this.text.slice(start, this.textAt)));
    }
  }
}
