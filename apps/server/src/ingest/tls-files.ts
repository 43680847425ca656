import { createPrivateKey, X509Certificate, type KeyObject } from "node:crypto";
import { readFile } from "node:fs/promises";
import { formatError } from "../lifecycle/format-error.ts";

/** Where certificate and key are; PEM. */
export interface TlsPaths {
  /** The certificate, followed by those between it and the root. */
  readonly certificate: string;
  readonly key: string;
  /** Certificates of the authorities whose clients may connect; absent: no client certificate. */
  readonly clientCa: string | undefined;
}

/** What the files held when they were read, checked. */
export interface TlsMaterial {
  readonly cert: Buffer;
  readonly key: Buffer;
  readonly ca: Buffer | undefined;
  /** End of the certificate's validity, Unix ms. */
  readonly validUntilMs: number;
}

/** The setting that each file is named by. */
export const tlsSettings = {
  certificate: "HEADROOM_OTLP_TLS_CERT",
  key: "HEADROOM_OTLP_TLS_KEY",
  clientCa: "HEADROOM_OTLP_TLS_CLIENT_CA",
} as const;

/** Files that can't be used; the message names the setting and says what to change. */
export class TlsFilesError extends Error {
  override readonly name = "TlsFilesError";
}

/** Reads the files and checks that they belong together. @throws TlsFilesError */
export async function readTlsFiles(paths: TlsPaths): Promise<TlsMaterial> {
  const cert = await read("certificate", paths.certificate);
  const key = await read("key", paths.key);
  const ca = paths.clientCa === undefined ? undefined : await read("clientCa", paths.clientCa);
  const certificate = parseCertificate("certificate", cert);
  if (ca !== undefined) parseCertificate("clientCa", ca);
  if (!certificate.checkPrivateKey(parseKey(key))) {
    throw new TlsFilesError(
      `${tlsSettings.key}: the key does not belong to the certificate of ${tlsSettings.certificate}. Give the two that were made together.`,
    );
  }
  return { cert, key, ca, validUntilMs: certificate.validToDate.getTime() };
}

/** Whether two readings of the files are alike. */
export function isSameMaterial(a: TlsMaterial, b: TlsMaterial): boolean {
  const isSameCa = a.ca === undefined || b.ca === undefined ? a.ca === b.ca : a.ca.equals(b.ca);
  return isSameCa && a.cert.equals(b.cert) && a.key.equals(b.key);
}

async function read(which: keyof typeof tlsSettings, path: string): Promise<Buffer> {
  try {
    return await readFile(path);
  } catch (error) {
    throw new TlsFilesError(
      `${tlsSettings[which]}: the file can't be read (${formatError(error)}). Give the path of a PEM file that this user may read.`,
    );
  }
}

function parseCertificate(which: "certificate" | "clientCa", pem: Buffer): X509Certificate {
  try {
    return new X509Certificate(pem);
  } catch {
    throw new TlsFilesError(
      `${tlsSettings[which]}: the file holds no certificate. Give one in PEM form, which begins with -----BEGIN CERTIFICATE-----.`,
    );
  }
}

function parseKey(pem: Buffer): KeyObject {
  try {
    return createPrivateKey(pem);
  } catch {
    throw new TlsFilesError(
      `${tlsSettings.key}: the file holds no private key that can be used. Give one in PEM form, without a passphrase.`,
    );
  }
}
