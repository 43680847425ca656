import {
  ATTR_NETWORK_INTERFACE_NAME,
  ATTR_NETWORK_IO_DIRECTION,
  METRIC_PROCESS_OPEN_FILE_DESCRIPTOR_COUNT,
  METRIC_PROCESS_THREAD_COUNT,
  METRIC_PROCESS_UNIX_FILE_DESCRIPTOR_COUNT,
  METRIC_SYSTEM_NETWORK_CONNECTIONS,
  METRIC_SYSTEM_NETWORK_CONNECTION_COUNT,
  METRIC_SYSTEM_NETWORK_DROPPED,
  METRIC_SYSTEM_NETWORK_PACKET_DROPPED,
  METRIC_SYSTEM_PROCESS_COUNT,
} from "@opentelemetry/semantic-conventions/incubating";
import { attributeNames, collector, earlier, exporter, metricNames } from "./build.ts";
import type { AliasGroup } from "./types.ts";

/** Names of processes, hosts and networks. */
export const hostAliases: readonly AliasGroup[] = [
  metricNames(METRIC_PROCESS_THREAD_COUNT, "{thread}", collector("process.threads")),
  metricNames(
    METRIC_PROCESS_UNIX_FILE_DESCRIPTOR_COUNT,
    "{file_descriptor}",
    earlier(METRIC_PROCESS_OPEN_FILE_DESCRIPTOR_COUNT),
    collector("process.open_file_descriptors"),
    exporter("process_open_fds"),
  ),
  metricNames(
    METRIC_SYSTEM_PROCESS_COUNT,
    "{process}",
    collector("system.processes.count"),
    exporter("node_procs_running"),
  ),
  // The convention has no load average, so the name of the collector stands for the series.
  metricNames("system.cpu.load_average.1m", "{thread}", exporter("node_load1")),
  metricNames(
    METRIC_SYSTEM_NETWORK_PACKET_DROPPED,
    "{packet}",
    earlier(METRIC_SYSTEM_NETWORK_DROPPED),
    exporter("node_network_receive_drop_total", { as: { [ATTR_NETWORK_IO_DIRECTION]: "receive" } }),
  ),
  // The exporter's node_netstat_ family has one name per protocol and state, so it has no alias.
  metricNames(
    METRIC_SYSTEM_NETWORK_CONNECTION_COUNT,
    "{connection}",
    earlier(METRIC_SYSTEM_NETWORK_CONNECTIONS),
  ),
  attributeNames(ATTR_NETWORK_INTERFACE_NAME, collector("interface")),
  attributeNames(ATTR_NETWORK_IO_DIRECTION, collector("direction")),
];
