import { openBucketStorage } from "./bucket-storage.ts";
import { BackupError, type Destination } from "./destination.ts";
import { openDirectoryStorage } from "./directory-storage.ts";
import type { S3Settings } from "./s3/object-store.ts";
import type { BackupStorage } from "./storage.ts";

/**
 * Opens the place of a backup; nothing is read or written yet.
 * @param isLocalEngine whether ClickHouse runs on this machine, under this user
 * @throws BackupError when a bucket is named and S3 is not set up
 */
export function openStorage(
  destination: Destination,
  settings: { readonly s3: S3Settings | undefined; readonly isLocalEngine: boolean },
  now: () => number,
): BackupStorage {
  if (destination.kind === "directory") {
    return openDirectoryStorage(destination.path, settings.isLocalEngine);
  }
  if (settings.s3 === undefined) {
    throw new BackupError(
      "For backups in a bucket set AWS_ENDPOINT_URL, AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY (and AWS_REGION) for the Headroom server, and start it again.",
    );
  }
  return openBucketStorage(destination, settings.s3, now);
}
