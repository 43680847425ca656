import { quoteLiteral } from "../loader/load-statements.ts";

/** Where ClickHouse writes a backup to or reads it from. */
export type BackupPlace =
  | {
      readonly kind: "directory";
      /** Absolute; for a ClickHouse server a path on its machine. */
      readonly path: string;
    }
  | {
      readonly kind: "s3";
      /** Endpoint, bucket and prefix as one address. */
      readonly url: string;
      readonly accessKeyId: string;
      readonly secretAccessKey: string;
    };

/** The place as BACKUP and RESTORE name it. */
export function placeSql(place: BackupPlace): string {
  if (place.kind === "directory") return `File(${quoteLiteral(place.path)})`;
  const { url, accessKeyId, secretAccessKey } = place;
  return `S3(${[url, accessKeyId, secretAccessKey].map(quoteLiteral).join(", ")})`;
}

/** A database, table or column name as SQL. */
export function quoteName(name: string): string {
  return `\`${name.replaceAll("\\", "\\\\").replaceAll("`", "\\`")}\``;
}
