export type { Exhaustion, ForecastQuantiles } from "./exhaustion.ts";
export { exhaustHeadroom, findExhaustion, scaleForecast } from "./exhaustion.ts";
export type {
  Headroom,
  HeadroomModel,
  HeadroomRefusal,
  PeakLoad,
  ResourceKind,
} from "./headroom.ts";
export { headroomAdvice } from "./headroom.ts";
export type { SizeOptions } from "./size-all.ts";
export { nameResource, sizeAll } from "./size-all.ts";
export { adviseServers } from "./size-pools.ts";
export { sizeBacklog } from "./size-queues.ts";
