import {
  anomaly,
  defined,
  forecast,
  indicator,
  leavesBand,
  metric,
  own,
  ownBaseline,
  reaches,
  threshold,
  traceShape,
  verify,
} from "../build.ts";
import type { PatternRecord } from "../types.ts";

/** P05: Predictive, scheduled and hybrid scaling. */
export const predictiveScaling: PatternRecord = {
  id: "P05",
  slug: "predictive-scaling",
  family: "scaling",
  name: "Predictive, scheduled and hybrid scaling",
  what: "Capacity changes before the load does: at fixed clock times, from a forecast, or by several policies together. It hides the start time that a reactive autoscaler shows to users.",
  whenToUse:
    "Use it when load repeats daily or weekly and new instances take longer to start than load takes to rise. A schedule is enough for office hours, a forecast suits smoother patterns.",
  grade: "inferred",
  evidence: [
    metric(
      "docs",
      [
        "PredictiveScalingLoadForecast",
        "PredictiveScalingCapacityForecast",
        "PredictiveScalingMetricPairCorrelation",
      ],
      "CloudWatch, EC2 Auto Scaling.",
    ),
    metric("unverified", ["keda_scaler_active"], "With a scaler label that names cron."),
    traceShape(
      "The shape of desired capacity over clock time and against load.",
      "A shape of metrics rather than of spans.",
    ),
  ],
  detect:
    "Scheduled: capacity steps at the same clock times on at least 5 days and the load of that moment does not explain it. Predictive: capacity rises before load (negative lag of the cross-correlation) and forecast series exist. Hybrid: two or more of demand, schedule and forecast explain separate steps.",
  variants: [
    {
      name: "Scheduled",
      signature: "Steps at the same clock times on at least 5 days, not explained by load.",
    },
    { name: "Predictive", signature: "Capacity leads load, and forecast series exist." },
    {
      name: "Hybrid",
      signature: "Two or more of demand, schedule and forecast explain separate steps.",
    },
  ],
  indicators: [
    indicator(
      "lead-over-start",
      "Lead over start time",
      "1",
      "Lead time achieved divided by the start time of an instance.",
      "lead time of capacity over load / start time",
      { weight: 0.35, good: 1.5, bad: 1, limits: [defined("warning", "lt", 1, "1")] },
    ),
    indicator(
      "forecast-error",
      "Forecast error",
      "1",
      "Mean absolute percentage error of the load forecast.",
      "mean(|forecast − load| / load)",
      { weight: 0.3, noLimit: ownBaseline },
    ),
    indicator(
      "unused-capacity",
      "Unused capacity",
      "1",
      "Capacity added by a step and not used after it.",
      "(capacity − required) / capacity after the step",
      { weight: 0.2, noLimit: ownBaseline },
    ),
    indicator(
      "history-length",
      "History for the forecast",
      "s",
      "Length of history that the forecast can learn from.",
      "now − first point of load",
      {
        weight: 0.15,
        good: 1209600,
        bad: 86400,
        limits: [own("warning", "lt", 86400, "s"), own("info", "lt", 1209600, "s")],
      },
    ),
  ],
  verify: [
    verify(
      "known-patterns",
      "Scaling works with known load patterns.",
      ["002", "001"],
      "partly",
      "Daily and weekly autocorrelation of load against the steps of capacity.",
    ),
    verify(
      "cost-optimised",
      "Cost is optimised.",
      ["002", "001"],
      "partly",
      "Unused capacity after each step; the price is not visible.",
    ),
  ],
  alerts: [
    threshold("The capacity forecast exceeds the maximum."),
    anomaly(
      "A scheduled step came without the usual load, for example on a holiday.",
      leavesBand("unused-capacity"),
    ),
    forecast(
      "The load forecast is above the scheduled capacity.",
      reaches("unused-capacity", "lt", 0),
    ),
  ],
  capacity: {
    model: "autoscaler",
    formulae: ["F14"],
    text: "A seasonal forecast of load divided by the load one instance sustains. AWS needs 24 h of history at least, learns from 14 days, and forecasts 48 h by the hour.",
  },
  actions: [
    "Propose a schedule or forecast scaling where load has a daily or weekly autocorrelation above 0.7 (own proposal) and the start time exceeds the ramp time.",
  ],
  visibility: [
    "Which policy caused a step is not in telemetry; it is inferred from clock times and lags.",
  ],
};
