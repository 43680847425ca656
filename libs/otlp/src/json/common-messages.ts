import type { FieldSpec, MessageSpec } from "./message-spec.ts";
import { many, message, one } from "./message-spec.ts";

// AnyValue contains itself through lists, so its fields are added after it exists.
const anyValueFields = new Map<string, FieldSpec>();
const anyValue: MessageSpec = { fields: anyValueFields, isRecursive: true };

const keyValue = message({ key: one(1, "string"), value: one(2, { message: anyValue }) });

anyValueFields
  .set("stringValue", one(1, "string"))
  .set("boolValue", one(2, "bool"))
  .set("intValue", one(3, "int64"))
  .set("doubleValue", one(4, "double"))
  .set("arrayValue", one(5, { message: message({ values: many(1, { message: anyValue }) }) }))
  .set("kvlistValue", one(6, { message: message({ values: many(1, { message: keyValue }) }) }))
  .set("bytesValue", one(7, "bytes"));

/** The body of a log record. */
export const bodyValue = { message: anyValue };

/** An attribute. */
export const attribute = { message: keyValue };

const entityRef = message({
  schemaUrl: one(1, "string"),
  type: one(2, "string"),
  idKeys: many(3, "string"),
  descriptionKeys: many(4, "string"),
});

const resource = message({
  attributes: many(1, attribute),
  droppedAttributesCount: one(2, "uint32"),
  entityRefs: many(3, { message: entityRef }),
});

const scope = message({
  name: one(1, "string"),
  version: one(2, "string"),
  attributes: many(3, attribute),
  droppedAttributesCount: one(4, "uint32"),
});

/**
 * The export request that holds items of the given kind, with the JSON names of its levels, for
 * example `resourceSpans`, `scopeSpans`, `spans`.
 */
export function exportRequest(
  resourceLevel: string,
  scopeLevel: string,
  itemLevel: string,
  item: MessageSpec,
): MessageSpec {
  const scopeItems = message({
    scope: one(1, { message: scope }),
    [itemLevel]: many(2, { message: item }),
    schemaUrl: one(3, "string"),
  });
  const resourceItems = message({
    resource: one(1, { message: resource }),
    [scopeLevel]: many(2, { message: scopeItems }),
    schemaUrl: one(3, "string"),
  });
  return message({ [resourceLevel]: many(1, { message: resourceItems }) });
}
