import { NextResponse, type NextRequest } from "next/server";

const DEFAULT_API_URL = "http://127.0.0.1:3001";

/**
 * Sends `/api/*` to the API role, so that the browser only ever talks to one origin. The address is
 * read on every request: one build serves any deployment.
 */
export function proxy(request: NextRequest): NextResponse {
  const target = new URL(process.env["HEADROOM_API_URL"] ?? DEFAULT_API_URL);
  target.pathname = `${target.pathname.replace(/\/$/, "")}${request.nextUrl.pathname}`;
  target.search = request.nextUrl.search;
  return NextResponse.rewrite(target);
}

export const config = { matcher: "/api/:path*" };
