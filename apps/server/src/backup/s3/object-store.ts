import { openAsBlob } from "node:fs";
import { createHash } from "node:crypto";
import { formatError } from "../../lifecycle/format-error.ts";
import { BackupError } from "../destination.ts";
import type { BackupFile } from "../manifest.ts";
import { emptySha256, signRequest, type S3Credentials } from "./sign-request.ts";

/** An S3-compatible service. */
export interface S3Settings extends S3Credentials {
  /** Address without bucket; buckets are named in the path. */
  readonly endpoint: string;
}

/** The objects below one prefix. */
export interface ObjectStore {
  /** Address of the prefix plus `name`, as ClickHouse takes it. */
  urlOf(name: string): string;
  putText(name: string, text: string): Promise<void>;
  /** Sends a file of `directory` under its path. */
  putFile(directory: string, file: BackupFile): Promise<void>;
  /** The answer with the object, or undefined when there is none. */
  get(name: string): Promise<Response | undefined>;
}

const ANSWER_LIMIT_MS = 30_000;
const TRANSFER_LIMIT_MS = 30 * 60_000;

/** Opens a prefix of a bucket; nothing is sent yet. Calls throw BackupError. */
export function openObjectStore(
  settings: S3Settings,
  bucket: string,
  prefix: string,
  now: () => number,
): ObjectStore {
  const urlOf = (name: string): string => {
    // Asterisk, quote and brackets are encoded too: the signature is made of that form.
    const path = `${bucket}/${prefix}/${name}`.split("/").map(encodeStrictly).join("/");
    return `${settings.endpoint.replace(/\/+$/, "")}/${path}`;
  };
  const send = async (
    method: "GET" | "PUT",
    name: string,
    body?: { content: string | Blob; sha256: string },
  ): Promise<Response> => {
    const url = new URL(urlOf(name));
    const bodySha256 = body?.sha256 ?? emptySha256;
    const headers = signRequest({ method, url, bodySha256 }, settings, now());
    const limitMs = body === undefined ? ANSWER_LIMIT_MS : TRANSFER_LIMIT_MS;
    try {
      return await fetch(url, {
        method,
        headers,
        signal: AbortSignal.timeout(limitMs),
        ...(body === undefined ? {} : { body: body.content }),
      });
    } catch (error) {
      throw failure(name, formatError(error));
    }
  };
  const put = async (name: string, content: string | Blob, sha256: string): Promise<void> => {
    const answer = await send("PUT", name, { content, sha256 });
    if (!answer.ok) throw failure(name, await describeAnswer(answer));
  };
  return {
    urlOf,
    putText: (name, text) => put(name, text, createHash("sha256").update(text).digest("hex")),
    putFile: async (directory, file) =>
      put(file.path, await openAsBlob(`${directory}/${file.path}`), file.sha256),
    async get(name) {
      const answer = await send("GET", name);
      if (answer.ok) return answer;
      const detail = await describeAnswer(answer);
      if (answer.status === 404) return undefined;
      throw failure(name, detail);
    },
  };
}

function encodeStrictly(text: string): string {
  return encodeURIComponent(text).replaceAll(
    /[!'()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

async function describeAnswer(answer: Response): Promise<string> {
  const text = await answer.text().catch(() => "");
  const code = /<Code>([^<]*)<\/Code>/.exec(text)?.[1] ?? "";
  return `${answer.status} ${code}`.trim();
}

function failure(name: string, detail: string): BackupError {
  return new BackupError(
    `The S3 service failed at ${name}: ${detail}. Check AWS_ENDPOINT_URL, AWS_REGION, AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and that the bucket exists and may be read and written.`,
  );
}
