import { betterAuth } from "better-auth";
import { getMigrations } from "better-auth/db/migration";
import type { MetadataStore } from "@headroom/metadata-store";

export interface AuthOptions {
  readonly database: MetadataStore["authDatabase"];
  readonly secret: string;
  readonly publicUrl: string;
  readonly trustedOrigins: readonly string[];
}

export interface User {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly role: string;
}

/** Sign-in by e-mail and password, sessions in cookies, users in PostgreSQL. */
export interface Auth {
  /** Answers a request under /api/auth. */
  handle(request: Request): Promise<Response>;
  /** The user of a session cookie, or null. */
  userOf(headers: Headers): Promise<User | null>;
  hasUsers(): Promise<boolean>;
  /** Creates a user; the first one becomes administrator. */
  createUser(user: { email: string; password: string; name: string }): Promise<void>;
}

/**
 * Opens authentication and brings its tables up to date. Once there is a user, sign-up is closed:
 * whoever reaches the page first becomes administrator, nobody after.
 */
export async function openAuth(options: AuthOptions): Promise<Auth> {
  const users = options.database.withTables<{ user: { id: string } }>();
  const countUsers = async (): Promise<number> => {
    const row = await users
      .selectFrom("user")
      .select((select) => select.fn.countAll<string>().as("count"))
      .executeTakeFirstOrThrow();
    return Number(row.count);
  };
  const config = {
    appName: "Headroom",
    baseURL: options.publicUrl,
    basePath: "/api/auth",
    secret: options.secret,
    trustedOrigins: [...options.trustedOrigins],
    database: { db: options.database, type: "postgres" as const },
    emailAndPassword: { enabled: true, minPasswordLength: 8, autoSignIn: true },
    user: {
      additionalFields: {
        role: { type: "string" as const, required: false, defaultValue: "member", input: false },
      },
    },
    databaseHooks: {
      user: {
        create: {
          before: async (user: Record<string, unknown>) =>
            (await countUsers()) > 0 ? false : { data: { ...user, role: "admin" } },
        },
      },
    },
    rateLimit: { enabled: true, window: 60, max: 100 },
    telemetry: { enabled: false },
    logger: { disabled: true },
  } satisfies Parameters<typeof betterAuth>[0];
  const { runMigrations } = await getMigrations(config);
  await runMigrations();
  const auth = betterAuth(config);
  return {
    handle: (request) => auth.handler(request),
    userOf: async (headers) => {
      const session = await auth.api.getSession({ headers });
      if (session === null) return null;
      const { id, name, email, role } = session.user;
      return { id, name, email, role: role ?? "member" };
    },
    hasUsers: async () => (await countUsers()) > 0,
    createUser: async (user) => {
      await auth.api.signUpEmail({ body: user });
    },
  };
}
