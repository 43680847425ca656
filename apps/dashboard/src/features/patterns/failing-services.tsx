import type { PatternOverview } from "@headroom/contracts";
import { Alert } from "@/components/ui/alert";
import { countOf } from "@/format/plural";

/** Services whose last assessment failed, with the reason; they are tried again by themselves. */
export function FailingServices({ failing }: { failing: NonNullable<PatternOverview["failing"]> }) {
  return (
    <Alert
      tone="warning"
      title={`${countOf(failing.length, "service")} could not be assessed; it is tried again by itself`}
    >
      <ul>
        {failing.slice(0, 5).map(({ service, error }) => (
          <li key={service}>
            {service}: {error}
          </li>
        ))}
      </ul>
    </Alert>
  );
}
