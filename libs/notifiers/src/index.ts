export { parseChannel, type Channel, type ChannelConfig } from "./channel.ts";
export { deliver } from "./deliver.ts";
export type { DeliveryOptions, SmtpSettings } from "./options.ts";
export { SIGNATURE_HEADER, signBody } from "./webhook/signature.ts";
