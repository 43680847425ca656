/** Request header that carries how often a call was sent before; read by the client and the server instrumentation. */
export const RESEND_HEADER = "x-resend-count";
