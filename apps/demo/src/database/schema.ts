import { PRODUCT_COUNT } from "../topology.ts";

const ADJECTIVES = [
  "Oak",
  "Linen",
  "Copper",
  "Slate",
  "Birch",
  "Amber",
  "Ivory",
  "Cobalt",
  "Walnut",
  "Felt",
];
const THINGS = [
  "Lamp",
  "Chair",
  "Desk",
  "Kettle",
  "Rug",
  "Mirror",
  "Shelf",
  "Vase",
  "Clock",
  "Stool",
  "Tray",
  "Bench",
];
const CATEGORIES = ["lighting", "seating", "kitchen", "decor"];

/** SQL per database; every statement may run again on an existing database. */
export const SCHEMAS: Readonly<Record<string, string>> = {
  catalog: `CREATE TABLE IF NOT EXISTS products (
    id int PRIMARY KEY, name text NOT NULL, category text NOT NULL,
    price_cents int NOT NULL, stock int NOT NULL, popularity int NOT NULL)`,
  cart: `CREATE TABLE IF NOT EXISTS cart_items (
    cart_id text NOT NULL, product_id int NOT NULL, quantity int NOT NULL, price_cents int NOT NULL,
    added_at timestamptz NOT NULL DEFAULT now(), PRIMARY KEY (cart_id, product_id))`,
  checkout: `CREATE TABLE IF NOT EXISTS orders (
    id uuid PRIMARY KEY, total_cents int NOT NULL, status text NOT NULL, created_at timestamptz NOT NULL DEFAULT now());
    CREATE TABLE IF NOT EXISTS order_items (order_id uuid NOT NULL, product_id int NOT NULL, quantity int NOT NULL)`,
  fulfilment: `CREATE TABLE IF NOT EXISTS shipments (
    order_id uuid PRIMARY KEY, item_count int NOT NULL, shipped_at timestamptz NOT NULL DEFAULT now())`,
};

/** Name of the product with this id: the same at every start. */
export function productName(id: number): string {
  const adjective = ADJECTIVES[id % ADJECTIVES.length] ?? "";
  const thing = THINGS[Math.floor(id / ADJECTIVES.length) % THINGS.length] ?? "";
  return `${adjective} ${thing} ${id}`;
}

/** Rows of the catalog as parallel columns, ready for `unnest`. */
export function catalogColumns(): {
  ids: number[];
  names: string[];
  categories: string[];
  prices: number[];
} {
  const ids = Array.from({ length: PRODUCT_COUNT }, (_, at) => at + 1);
  return {
    ids,
    names: ids.map(productName),
    categories: ids.map((id) => CATEGORIES[id % CATEGORIES.length] ?? ""),
    prices: ids.map((id) => 900 + ((id * 7919) % 19_000)),
  };
}
