import { createHash, generateKeyPairSync, sign, type KeyObject } from "node:crypto";

/** A certificate and its key, PEM. */
export interface MadeCertificate {
  readonly cert: string;
  readonly key: string;
}

/** An authority of its own that signs certificates. */
export interface MadeAuthority {
  readonly cert: string;
  /** A certificate for 127.0.0.1 and localhost, for servers and clients alike. */
  issue(name: string): MadeCertificate;
}

const tags = {
  boolean: 1,
  integer: 2,
  bits: 3,
  octets: 4,
  oid: 6,
  text: 12,
  time: 24,
  list: 48,
  set: 49,
};
const oids = {
  commonName: "550403",
  basicConstraints: "551d13",
  subjectAltName: "551d11",
  subjectKeyId: "551d0e",
  authorityKeyId: "551d23",
  ecdsaWithSha256: "2a8648ce3d040302",
};

function der(tag: number, ...parts: readonly Uint8Array[]): Buffer {
  const content = Buffer.concat(parts);
  const { length } = content;
  const head =
    length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 255];
  return Buffer.concat([Buffer.from([tag, ...head]), content]);
}

const oid = (hex: string): Buffer => der(tags.oid, Buffer.from(hex, "hex"));
const nameOf = (text: string): Buffer =>
  der(
    tags.list,
    der(tags.set, der(tags.list, oid(oids.commonName), der(tags.text, Buffer.from(text)))),
  );
const timeOf = (ms: number): Buffer =>
  der(tags.time, Buffer.from(`${new Date(ms).toISOString().replace(/\D/g, "").slice(0, 14)}Z`));

function extension(id: string, value: Buffer, isCritical = false): Buffer {
  const critical = isCritical ? [der(tags.boolean, Buffer.from([255]))] : [];
  return der(tags.list, oid(id), ...critical, der(tags.octets, value));
}

const algorithm = der(tags.list, oid(oids.ecdsaWithSha256));
const pem = (bytes: Buffer): string =>
  `-----BEGIN CERTIFICATE-----\n${bytes.toString("base64").replace(/.{64}/g, "$&\n")}\n-----END CERTIFICATE-----\n`;

interface Subject {
  readonly name: string;
  readonly publicKey: KeyObject;
  readonly isAuthority: boolean;
}

interface Issuer {
  readonly name: string;
  readonly publicKey: KeyObject;
  readonly privateKey: KeyObject;
}

let serial = 1;

/** X.509 version 3 (RFC 5280), valid for an hour around now, signed with ECDSA. */
function signCertificate(subject: Subject, issuer: Issuer): string {
  const idOf = (key: KeyObject): Buffer =>
    createHash("sha1")
      .update(key.export({ type: "spki", format: "der" }))
      .digest();
  const names = [der(0x82, Buffer.from("localhost")), der(0x87, Buffer.from([127, 0, 0, 1]))];
  const constraints = subject.isAuthority ? [der(tags.boolean, Buffer.from([255]))] : [];
  const extensions = der(
    tags.list,
    extension(oids.basicConstraints, der(tags.list, ...constraints), true),
    extension(oids.subjectKeyId, der(tags.octets, idOf(subject.publicKey))),
    extension(oids.authorityKeyId, der(tags.list, der(0x80, idOf(issuer.publicKey)))),
    extension(oids.subjectAltName, der(tags.list, ...names)),
  );
  const now = Date.now();
  const body = der(
    tags.list,
    der(0xa0, der(tags.integer, Buffer.from([2]))),
    der(tags.integer, Buffer.from([serial++])),
    algorithm,
    nameOf(issuer.name),
    der(tags.list, timeOf(now - 1_800_000), timeOf(now + 1_800_000)),
    nameOf(subject.name),
    subject.publicKey.export({ type: "spki", format: "der" }),
    der(0xa3, extensions),
  );
  const signature = sign("sha256", body, issuer.privateKey);
  return pem(der(tags.list, body, algorithm, der(tags.bits, Buffer.from([0]), signature)));
}

/** Makes an authority with a new key; nothing outside this process trusts it. */
export function makeAuthority(name = "Test authority"): MadeAuthority {
  const keys = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const self = { name, ...keys };
  return {
    cert: signCertificate({ name, publicKey: keys.publicKey, isAuthority: true }, self),
    issue(subject) {
      const own = generateKeyPairSync("ec", { namedCurve: "P-256" });
      return {
        cert: signCertificate(
          { name: subject, publicKey: own.publicKey, isAuthority: false },
          self,
        ),
        key: own.privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
      };
    },
  };
}
