/** How much of a single item is kept; Infinity for no limit. */
export interface ItemLimits {
  /** Attributes of a span, event, link, log record, data point, exemplar, resource or scope. */
  readonly maxAttributes: number;
  /** UTF-8 bytes of an attribute's key, and of its value as stored text; at least 128. */
  readonly maxAttributeBytes: number;
  /** UTF-8 bytes of the body of a log record as stored text; at least 128. */
  readonly maxBodyTextBytes: number;
}

/** Everything is kept. */
export const noItemLimits: ItemLimits = {
  maxAttributes: Infinity,
  maxAttributeBytes: Infinity,
  maxBodyTextBytes: Infinity,
};

/** What was left out of items that were kept. */
export interface TrimCounts {
  /** Attributes beyond the number of an item, or with a key that is too long. */
  readonly attributesDropped: number;
  /** Attribute values and bodies of which only the beginning was kept. */
  readonly valuesTruncated: number;
}
