"use client";
import { TimeSeriesChart } from "@/components/charts/time-series-chart";
export default function P() {
  return <TimeSeriesChart title="x" unit="s" series={[]} />;
}
