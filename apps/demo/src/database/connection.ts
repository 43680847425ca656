/** Login of the embedded server; it listens on loopback only and holds nothing but the shop's rows. */
export const DATABASE_USER = "shop";

/** Where a PostgreSQL database of the shop is. */
export type DatabaseAddress = {
  readonly port: number;
  readonly password: string;
  readonly database: string;
};

/** node-postgres options for an address. */
export function connectionOptions(address: DatabaseAddress) {
  return {
    host: "127.0.0.1",
    port: address.port,
    user: DATABASE_USER,
    password: address.password,
    database: address.database,
  };
}
