/**
 * F7, Little's law: mean number busy, from the arrival rate per second and the mean holding time
 * in seconds. Undefined for a negative value.
 */
export function computeMeanBusy(arrivalsPerS: number, holdingS: number): number | undefined {
  if (!(arrivalsPerS >= 0) || !(holdingS >= 0)) return undefined;
  return arrivalsPerS * holdingS;
}

/**
 * A queue with several equal servers: arrivals per second, services per second of one server, and
 * the number of servers.
 */
export interface ServerQueue {
  readonly arrivalsPerS: number;
  readonly servicesPerS: number;
  readonly servers: number;
}

function isQueue({ arrivalsPerS, servicesPerS, servers }: ServerQueue): boolean {
  return (
    arrivalsPerS >= 0 &&
    Number.isFinite(arrivalsPerS) &&
    servicesPerS > 0 &&
    Number.isFinite(servicesPerS) &&
    Number.isInteger(servers) &&
    servers >= 1
  );
}

/**
 * F8, Erlang C: probability from 0 to 1 that an arrival must wait in an M/M/c queue; 1 when the
 * load reaches or exceeds the servers. Undefined for a queue that makes no sense.
 *
 * Computed through Erlang B by its recursion B(k) = a·B(k−1)/(k + a·B(k−1)), which neither
 * overflows nor loses digits, and C = B / (1 − ρ(1 − B)).
 */
export function computeErlangC(queue: ServerQueue): number | undefined {
  if (!isQueue(queue)) return undefined;
  const offered = queue.arrivalsPerS / queue.servicesPerS;
  const load = offered / queue.servers;
  if (load >= 1) return 1;
  let blocking = 1;
  for (let server = 1; server <= queue.servers; server += 1) {
    blocking = (offered * blocking) / (server + offered * blocking);
  }
  return blocking / (1 - load * (1 - blocking));
}

/**
 * Squared coefficients of variation of the times between arrivals and of service times. Both are 1
 * for exponential times, 0 for constant ones.
 */
export interface Variability {
  readonly arrivals: number;
  readonly services: number;
}

/**
 * F8: mean wait in seconds, Wq = C/(cμ − λ), times the Allen-Cunneen correction (Ca² + Cs²)/2 where
 * a variability is given. Infinity when the load reaches the servers; undefined for a queue or a
 * variability that makes no sense.
 */
export function computeMeanWait(queue: ServerQueue, variability?: Variability): number | undefined {
  const waiting = computeErlangC(queue);
  if (waiting === undefined) return undefined;
  const { arrivals, services } = variability ?? { arrivals: 1, services: 1 };
  if (!(arrivals >= 0) || !(services >= 0)) return undefined;
  const spareRate = queue.servers * queue.servicesPerS - queue.arrivalsPerS;
  if (spareRate <= 0) return Infinity;
  return (waiting / spareRate) * ((arrivals + services) / 2);
}

/** Largest number of servers that a sizing tries. */
const maximumServers = 100_000;

/**
 * F9: the smallest number of servers with P(wait > `waitS`) ≤ `probability` in an M/M/c queue.
 * Undefined where values make no sense (a probability outside (0, 1), a negative wait) or more than
 * 100,000 servers would be needed.
 */
export function findServersForWait(
  arrivalsPerS: number,
  servicesPerS: number,
  waitS: number,
  probability: number,
): number | undefined {
  if (!isQueue({ arrivalsPerS, servicesPerS, servers: 1 }) || !(waitS >= 0)) return undefined;
  if (!(probability > 0 && probability < 1)) return undefined;
  const offered = arrivalsPerS / servicesPerS;
  let blocking = 1;
  for (let servers = 1; servers <= maximumServers; servers += 1) {
    blocking = (offered * blocking) / (servers + offered * blocking);
    const load = offered / servers;
    if (load >= 1) continue;
    const waiting = blocking / (1 - load * (1 - blocking));
    const spareRate = servers * servicesPerS - arrivalsPerS;
    if (waiting * Math.exp(-spareRate * waitS) <= probability) return servers;
  }
  return undefined;
}

/** Rule of thumb for the first size of a database pool (T25): cores × 2 + effective spindles. */
export function computePoolStartSize(cores: number, spindles: number): number {
  return cores * 2 + spindles;
}

/**
 * Smallest pool in which threads that hold several connections each cannot block one another
 * (T25): threads × (connections per thread − 1) + 1.
 */
export function computePoolDeadlockFloor(threads: number, connectionsPerThread: number): number {
  return threads * (connectionsPerThread - 1) + 1;
}

/** First size of a thread pool: cores × (1 + wait/compute), both times in the same unit. */
export function computeThreadStartSize(
  cores: number,
  waitTime: number,
  computeTime: number,
): number | undefined {
  if (!(cores > 0) || !(waitTime >= 0) || !(computeTime > 0)) return undefined;
  return cores * (1 + waitTime / computeTime);
}
