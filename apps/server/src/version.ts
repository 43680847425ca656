/** Version of the product, as the API, the log and Headroom's own telemetry report it. */
export const version = "0.1.0";
