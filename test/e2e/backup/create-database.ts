import pg from "pg";

/** Creates an empty database on the server of a connection; its connection string. */
export async function createMetadataDatabase(
  connectionString: string,
  name: string,
): Promise<string> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    await client.query(`create database ${pg.escapeIdentifier(name)}`);
  } finally {
    await client.end();
  }
  const url = new URL(connectionString);
  url.pathname = `/${name}`;
  return url.href;
}
