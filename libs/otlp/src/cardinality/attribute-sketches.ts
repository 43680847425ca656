import { sketchBytes, ValueSketch } from "./value-sketch.ts";

/** Attributes that are watched at once; further ones are not counted. */
const maxKeys = 64;
const entryBytes = sketchBytes + 200;

/** Where an attribute stands: at the point, or at the resource that all points of a sender share. */
export type AttributePlace = "attribute" | "resource";

/** An attribute and how many different values it has, approximately. */
export interface AttributeValues {
  readonly key: string;
  readonly place: AttributePlace;
  readonly values: number;
}

interface Entry {
  readonly key: string;
  readonly place: AttributePlace;
  readonly sketch: ValueSketch;
}

/** Estimates for each attribute how many different values it has. */
export class AttributeSketches {
  private readonly entries = new Map<number, Entry>();

  /** Memory in use, about. */
  byteLength(): number {
    return this.entries.size * entryBytes;
  }

  /** Adds a value, given as hash of key and value; `readKey` is called for a key not yet known. */
  add(place: AttributePlace, keyHash: number, pairHash: number, readKey: () => string): void {
    const id = place === "attribute" ? keyHash : keyHash + 2 ** 32;
    const known = this.entries.get(id);
    if (known !== undefined) return known.sketch.add(pairHash);
    if (this.entries.size >= maxKeys) return;
    const made: Entry = { key: readKey(), place, sketch: new ValueSketch() };
    this.entries.set(id, made);
    made.sketch.add(pairHash);
  }

  /** The attribute with the most values; undefined before the first. */
  top(): AttributeValues | undefined {
    let top: AttributeValues | undefined;
    for (const { key, place, sketch } of this.entries.values()) {
      const values = sketch.estimate();
      if (values > (top?.values ?? 0)) top = { key, place, values };
    }
    return top;
  }
}
