let shutdown: () => Promise<void> = async () => undefined;

/** Remembers how to flush and stop the SDK of this process. */
export function setTelemetryShutdown(stop: () => Promise<void>): void {
  shutdown = stop;
}

/** Flushes what is buffered and stops the SDK; resolves after at most `timeoutMs`, also when the endpoint is away. */
export async function shutdownTelemetry(timeoutMs: number): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, timeoutMs);
  await Promise.race([shutdown().catch(() => undefined), promise]);
  clearTimeout(timer);
}
