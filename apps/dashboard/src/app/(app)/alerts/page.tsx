import { redirect } from "next/navigation";

const pageOfTab: Readonly<Record<string, string>> = {
  alerts: "/alerts/active",
  rules: "/alerts/rules",
};

/** `/alerts` leads to incidents; `?tab=alerts` and `?tab=rules` to the other two pages. */
export default async function AlertsPage({
  searchParams,
}: {
  searchParams: Promise<Readonly<Record<string, string | string[] | undefined>>>;
}) {
  const { tab } = await searchParams;
  redirect((typeof tab === "string" ? pageOfTab[tab] : undefined) ?? "/incidents");
}
