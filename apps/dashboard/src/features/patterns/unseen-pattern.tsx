import { useQuery } from "@tanstack/react-query";
import { Boxes } from "lucide-react";
import { useRouter } from "next/navigation";
import { useEffect } from "react";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { SkeletonRows } from "@/components/ui/skeleton";
import { hrefTo } from "@/time/range-href";
import { RangeLink } from "@/time/range-link";
import { recordHref } from "./pattern-href";
import { catalogueQuery } from "./pattern-queries";

// The path of the catalogue reads like that of a service of this name.
const CATALOGUE = "catalogue";

/** In place of a pattern that the service does not show: what it is, and where to go on; an id in the catalogue leads on to its record. */
export function UnseenPattern({ service, patternId }: { service: string; patternId: string }) {
  const catalogue = useQuery(catalogueQuery());
  const record = catalogue.data?.items.find(({ id }) => id === patternId);
  const router = useRouter();
  const slug = service === CATALOGUE ? record?.slug : undefined;
  useEffect(() => {
    if (slug !== undefined) router.replace(recordHref(slug));
  }, [slug, router]);
  if (service === CATALOGUE && (catalogue.isPending || slug !== undefined)) {
    return <SkeletonRows rows={12} />;
  }
  return (
    <EmptyState
      icon={Boxes}
      title={`${record?.name ?? patternId} is not seen in ${service}`}
      description="Headroom has not recognised it here in the last hour. The catalogue says which signals show it."
      action={
        <>
          {record !== undefined && (
            <Button asChild>
              <RangeLink href={recordHref(record.slug)}>Open in the catalogue</RangeLink>
            </Button>
          )}
          <Button asChild>
            <RangeLink href={hrefTo("/patterns", { service })}>Patterns of {service}</RangeLink>
          </Button>
        </>
      }
    />
  );
}
