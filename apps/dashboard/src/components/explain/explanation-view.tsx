import type { ReactNode } from "react";
import { describeInputs, type Explanation, type InputRow } from "./explanation";

/** An explanation laid out in place: sentence, formula, calculation, inputs and sources. */
export function ExplanationView({
  explanation,
  renderSignal,
}: {
  explanation: Explanation;
  /** How the signal of an input is shown, a link to it, say; its name where absent. */
  renderSignal?: (signal: string) => ReactNode;
}) {
  const { sentence, formula, calculation, sources = [] } = explanation;
  const inputs = describeInputs(explanation.inputs);
  return (
    <div className="flex min-w-0 flex-col gap-2.5 text-xs">
      {sentence !== "" && <p className="text-sm break-words">{sentence}</p>}
      {formula !== "" && (
        <Part title="Formula">
          <p className="rounded bg-muted px-2 py-1.5 font-mono text-2xs break-words whitespace-pre-wrap">
            {formula}
          </p>
        </Part>
      )}
      {calculation !== undefined && calculation !== "" && (
        <Part title="With numbers">
          <p className="rounded bg-muted px-2 py-1.5 font-mono text-2xs break-words whitespace-pre-wrap">
            {calculation}
          </p>
        </Part>
      )}
      {inputs.length > 0 && (
        <Part title="Inputs">
          <InputList rows={inputs} renderSignal={renderSignal} />
        </Part>
      )}
      {sources.length > 0 && (
        <Part title="Sources">
          <ul className="flex flex-col gap-0.5 text-muted-foreground">
            {sources.map((source) => (
              <li key={source} className="break-words">
                {source}
              </li>
            ))}
          </ul>
        </Part>
      )}
    </div>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className="flex min-w-0 flex-col gap-1">
      <p className="text-2xs font-medium text-muted-foreground">{title}</p>
      {children}
    </div>
  );
}

function InputList({
  rows,
  renderSignal,
}: {
  rows: readonly InputRow[];
  renderSignal: ((signal: string) => ReactNode) | undefined;
}) {
  return (
    <dl className="flex flex-col gap-1">
      {rows.map(({ name, value, signal, statistic }, index) => (
        <div key={`${name} ${index}`} className="flex flex-wrap items-baseline gap-x-3">
          <dt className="min-w-0 flex-1 break-words text-muted-foreground">{name}</dt>
          <dd className="max-w-full text-right font-medium break-words">{value}</dd>
          {signal !== null && (
            <dd className="w-full min-w-0 text-2xs break-all text-muted-foreground">
              {statistic !== null && `${statistic} of `}
              {renderSignal === undefined ? (
                <span className="font-mono">{signal}</span>
              ) : (
                renderSignal(signal)
              )}
            </dd>
          )}
        </div>
      ))}
    </dl>
  );
}
