import { lookup, type LookupAddress, type LookupOptions } from "node:dns";
import ipaddr from "ipaddr.js";

/** Cloud metadata services that answer on public addresses. */
const METADATA_ADDRESSES = new Set(["168.63.129.16"]);

/** The target is not a public address and private ones are not allowed. */
export class PrivateTargetError extends Error {
  override readonly name = "PrivateTargetError";

  constructor(host: string) {
    super(
      `${host} is not a public address. Use another address, or allow private webhook targets in Headroom's configuration.`,
    );
  }
}

/**
 * Whether an address is reachable by everybody: no loopback, private, link-local, shared,
 * reserved or tunnel address, nor a v4 one of those inside v6 (IANA special-purpose registries).
 */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  const parsed = ipaddr.process(address);
  return parsed.range() === "unicast" && !METADATA_ADDRESSES.has(parsed.toString());
}

/**
 * Checks the host of a URL when it is written as an address: those are connected to without a
 * lookup, so `guardedLookup` never sees them.
 * @throws PrivateTargetError
 */
export function assertPublicHost(url: URL): void {
  const host = url.hostname.replace(/^\[|\]$/g, "");
  if (ipaddr.isValid(host) && !isPublicAddress(host)) throw new PrivateTargetError(host);
}

type LookupCallback = (
  error: NodeJS.ErrnoException | null,
  address: string | LookupAddress[],
  family?: number,
) => void;

/**
 * A name lookup that leaves out addresses which are not public. It is the lookup of the
 * connection itself, so a name that changes its answer after a check gains nothing.
 */
export function guardedLookup(
  hostname: string,
  options: LookupOptions,
  callback: LookupCallback,
): void {
  lookup(hostname, { ...options, all: true }, (error, addresses) => {
    if (error !== null) return callback(error, []);
    const allowed = addresses.filter((each) => isPublicAddress(each.address));
    const [first] = allowed;
    if (first === undefined) return callback(new PrivateTargetError(hostname), []);
    if (options.all === true) return callback(null, allowed);
    return callback(null, first.address, first.family);
  });
}
