import type { Metadata } from "next";
import { SignInPage } from "@/features/sign-in/sign-in-page";

export const metadata: Metadata = { title: "Sign in" };

/** Sign-in, or the first user's sign-up. */
export default function Route() {
  return <SignInPage />;
}
