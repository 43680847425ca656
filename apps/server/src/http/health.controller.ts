import { Controller, Get, Inject, Res } from "@nestjs/common";
import type { FastifyReply } from "fastify";

export const READINESS = Symbol("readiness");

/** One thing a process needs to do its work; `reason` says what is wrong. */
export interface ReadinessCheck {
  readonly name: string;
  /** False: said when it is not ready, but the process can do its work without. */
  readonly isNeeded: boolean;
  check(): Promise<{ ready: boolean; reason: string | null }>;
}

/** /healthz: the process lives. /readyz: it can do its work, with the reasons where it can't. */
@Controller()
export class HealthController {
  readonly #checks: readonly ReadinessCheck[];

  constructor(@Inject(READINESS) checks: readonly ReadinessCheck[]) {
    this.#checks = checks;
  }

  @Get("healthz")
  health(): { status: string } {
    return { status: "ok" };
  }

  @Get("readyz")
  async ready(@Res() reply: FastifyReply): Promise<void> {
    const checks = await Promise.all(
      this.#checks.map(async ({ name, check }) => ({ name, ...(await withTimeout(check())) })),
    );
    const ready = checks.every((each, index) => each.ready || !this.#checks[index]?.isNeeded);
    void reply.status(ready ? 200 : 503).send({ status: ready ? "ready" : "not ready", checks });
  }
}

async function withTimeout(
  check: Promise<{ ready: boolean; reason: string | null }>,
): Promise<{ ready: boolean; reason: string | null }> {
  const limit = Promise.withResolvers<{ ready: boolean; reason: string | null }>();
  const timer = setTimeout(
    () => limit.resolve({ ready: false, reason: "no answer in 3 s" }),
    3_000,
  );
  try {
    return await Promise.race([check, limit.promise]);
  } catch (error) {
    return { ready: false, reason: error instanceof Error ? error.message : "failed" };
  } finally {
    clearTimeout(timer);
  }
}
