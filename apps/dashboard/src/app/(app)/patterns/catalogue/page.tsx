import { redirect } from "next/navigation";

/** `/patterns/catalogue`: the whole catalogue is a view of the patterns page. */
export default function Route() {
  redirect("/patterns?view=catalogue");
}
