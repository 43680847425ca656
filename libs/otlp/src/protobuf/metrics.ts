import { RowTemplate } from "../native/row-template.ts";
import type { TableBlock } from "../native/table-block.ts";
import type { DecodeContext } from "./decode-context.ts";
import { ExpHistogramPoints } from "./exp-histogram-points.ts";
import { defineLayout, FieldScan } from "./field-scan.ts";
import { HistogramPoints } from "./histogram-points.ts";
import { NumberPoints } from "./number-points.ts";
import { forEachField } from "./series-probe.ts";
import { SummaryPoints } from "./summary-points.ts";
import type { WireReader } from "./wire-reader.ts";

const NAME = 1;
const DESCRIPTION = 2;
const UNIT = 3;
const GAUGE = 5;
const SUM = 7;
const HISTOGRAM = 9;
const EXP_HISTOGRAM = 10;
const SUMMARY = 11;
const METADATA = 12;
const metricLayout = defineLayout(
  [],
  [NAME, DESCRIPTION, UNIT, GAUGE, SUM, HISTOGRAM, EXP_HISTOGRAM, SUMMARY, METADATA],
  [],
);
const POINTS = 1;
const TEMPORALITY = 2;
const MONOTONIC = 3;

const metricColumns = [
  "metric_name",
  "metric_description",
  "metric_unit",
  "metric_metadata",
  "metric_metadata_types",
  "temporality",
  "is_sum",
  "is_monotonic",
];

/** The blocks of the four metric tables. */
export interface MetricBlocks {
  readonly number: TableBlock;
  readonly histogram: TableBlock;
  readonly expHistogram: TableBlock;
  readonly summary: TableBlock;
}

/** Where the points of one data type go. */
interface DataTarget {
  readonly block: TableBlock;
  readonly points: { decode(reader: WireReader, end: number): void };
}

/** Decodes metrics: one row for each data point. */
export class MetricDecoder {
  private readonly context: DecodeContext;
  private readonly template: RowTemplate;
  private readonly scan = new FieldScan();
  private readonly targets: ReadonlyMap<number, DataTarget>;

  constructor(blocks: MetricBlocks, context: DecodeContext) {
    this.context = context;
    this.template = new RowTemplate(metricColumns, Object.values(blocks), context.guard);
    const number = { block: blocks.number, points: new NumberPoints(blocks.number, context) };
    this.targets = new Map<number, DataTarget>([
      [GAUGE, number],
      [SUM, number],
      [
        HISTOGRAM,
        { block: blocks.histogram, points: new HistogramPoints(blocks.histogram, context) },
      ],
      [
        EXP_HISTOGRAM,
        {
          block: blocks.expHistogram,
          points: new ExpHistogramPoints(blocks.expHistogram, context),
        },
      ],
      [SUMMARY, { block: blocks.summary, points: new SummaryPoints(blocks.summary, context) }],
    ]);
  }

  /** Decodes the metric in `[reader.pos, end)`. */
  decode(reader: WireReader, end: number): void {
    const start = reader.pos;
    const { scan } = this;
    scan.run(reader, end, metricLayout);
    let dataField = 0;
    for (const field of this.targets.keys()) {
      if (scan.start(field) > scan.start(dataField)) dataField = field;
    }
    const target = this.targets.get(dataField);
    if (target === undefined) return this.context.reject("missing_data", 1);

    this.encodeTemplate(reader, start, end, dataField);
    this.context.series?.enterMetric(reader, scan.start(NAME), scan.end(NAME));
    const rowsBefore = target.block.rows;
    forEachField(reader, start, end, dataField, (dataAt, dataEnd) => {
      forEachField(reader, dataAt, dataEnd, POINTS, (_pointAt, pointEnd) => {
        target.points.decode(reader, pointEnd);
      });
    });
    this.template.fill(target.block, target.block.rows - rowsBefore);
  }

  private encodeTemplate(reader: WireReader, start: number, end: number, dataField: number): void {
    const { scan, template } = this;
    const { columns } = template;
    template.clear();
    columns.data("metric_name").text(reader.bytes, scan.start(NAME), scan.end(NAME));
    columns
      .data("metric_description")
      .text(reader.bytes, scan.start(DESCRIPTION), scan.end(DESCRIPTION));
    columns.data("metric_unit").text(reader.bytes, scan.start(UNIT), scan.end(UNIT));
    this.encodeMetadata(reader, start, end);
    let temporality = 0;
    let isMonotonic = 0;
    const hasTemporality = dataField !== GAUGE && dataField !== SUMMARY;
    forEachField(reader, start, end, dataField, (_dataAt, dataEnd) => {
      while (reader.pos < dataEnd) {
        const field = reader.readField(dataEnd);
        if (field === TEMPORALITY && hasTemporality) temporality = reader.smallEnum(dataEnd);
        else if (field === MONOTONIC && dataField === SUM) isMonotonic = reader.bool(dataEnd);
        else reader.skip(dataEnd);
      }
    });
    columns.data("temporality").u8(temporality);
    columns.data("is_sum").u8(dataField === SUM ? 1 : 0);
    columns.data("is_monotonic").u8(isMonotonic);
  }

  private encodeMetadata(reader: WireReader, start: number, end: number): void {
    const { attributes } = this.context;
    const { columns } = this.template;
    const out = columns.data("metric_metadata");
    attributes.types.beginRow(columns.data("metric_metadata_types"));
    if (this.scan.start(METADATA) < 0) out.u8(0);
    else attributes.values.writePairs(reader, start, end, METADATA, out);
    attributes.types.endRow();
  }
}
