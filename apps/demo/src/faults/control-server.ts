import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import {
  describeToggle,
  FAULTS,
  findFault,
  type FaultName,
  type FaultStates,
  initialFaultStates,
  isFaultName,
  toggleFault,
} from "./catalogue.ts";
import { renderControlPage } from "./control-page.ts";

/** Carries toggles to the services. */
export type FaultControl = {
  readonly toggle: (name: FaultName, on: boolean) => void;
  readonly states: () => FaultStates;
  /** Tells the services again what is on; for services that started later. */
  readonly resend: () => void;
};

/** Keeps the states of the faults; tells the services and prints one line for every change. */
export function createFaultControl(
  tell: (service: string, name: FaultName, on: boolean) => void,
  say: (line: string) => void,
): FaultControl {
  let states = initialFaultStates();
  const tellServices = (name: FaultName, on: boolean) => {
    for (const service of findFault(name)?.services ?? []) tell(service, name, on);
  };
  return {
    states: () => states,
    resend: () => {
      for (const fault of FAULTS) if (states[fault.name]) tellServices(fault.name, true);
    },
    toggle: (name, on) => {
      const next = toggleFault(states, name, on);
      states = next.states;
      if (!next.changed) return;
      tellServices(name, on);
      say(describeToggle(name, on));
    },
  };
}

/**
 * Serves GET / (page), GET /faults (JSON) and POST /faults/{name}/on|off on loopback. Rejects when the port is taken.
 */
export async function openControlServer(
  control: FaultControl,
  port: number,
): Promise<{ url: string; close: () => Promise<void> }> {
  const url = `http://127.0.0.1:${port}`;
  const server = createServer((request, response) => answer(control, url, request, response));
  server.requestTimeout = 5_000;
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  server.once("error", reject);
  server.listen(port, "127.0.0.1", resolve);
  await promise;
  return { url, close: () => closeServer(server) };
}

function closeServer(server: Server): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  server.close(() => resolve());
  server.closeAllConnections();
  return promise;
}

/** A page of another site must not be able to switch faults: a browser names the origin of every POST. */
function isForeign(request: IncomingMessage, url: string): boolean {
  const origin = request.headers.origin;
  const own = [url, url.replace("127.0.0.1", "localhost")];
  return origin !== undefined && !own.includes(origin);
}

function answer(
  control: FaultControl,
  url: string,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  request.resume();
  const path = request.url?.split("?")[0] ?? "/";
  if (request.method === "GET" && path === "/") {
    response
      .setHeader("content-type", "text/html; charset=utf-8")
      .end(renderControlPage(control.states(), url));
    return;
  }
  if (request.method === "GET" && path === "/faults") {
    sendJson(response, 200, listFaults(control.states()));
    return;
  }
  const toggle = /^\/faults\/([a-z-]+)\/(on|off)$/.exec(path);
  if (request.method === "POST" && toggle !== null) {
    answerToggle(
      control,
      isForeign(request, url),
      toggle[1] ?? "",
      toggle[2] === "on",
      request,
      response,
    );
    return;
  }
  sendJson(response, 404, { error: "Use GET /, GET /faults or POST /faults/{name}/on|off." });
}

function answerToggle(
  control: FaultControl,
  foreign: boolean,
  name: string,
  on: boolean,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  if (foreign)
    return sendJson(response, 403, {
      error: "Faults can be switched from this page or with curl only.",
    });
  if (!isFaultName(name)) {
    return sendJson(response, 404, {
      error: `There is no fault ${name}.`,
      faults: FAULTS.map((fault) => fault.name),
    });
  }
  control.toggle(name, on);
  const fromPage = request.headers.accept?.includes("text/html") === true;
  if (fromPage) response.writeHead(303, { location: "/" }).end();
  else sendJson(response, 200, { name, on });
}

function listFaults(states: FaultStates) {
  return { faults: FAULTS.map((fault) => ({ ...fault, on: states[fault.name] })) };
}

function sendJson(response: ServerResponse, status: number, body: unknown): void {
  response
    .writeHead(status, { "content-type": "application/json" })
    .end(`${JSON.stringify(body)}\n`);
}
