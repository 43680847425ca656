"use client";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useRouter, useSearchParams } from "next/navigation";
import { useEffect, useState } from "react";
import { checkForm } from "@/api/field-errors";
import type { FieldErrors } from "@/api/api-error";
import { apiQuery } from "@/api/queries";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Card, CardContent } from "@/components/ui/card";
import { ErrorState } from "@/components/ui/error-state";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Skeleton } from "@/components/ui/skeleton";
import { Logo } from "@/shell/logo";
import { signIn, signUp } from "./auth";
import { safeNextPath } from "./next-path";
import { signInInput, signUpInput } from "./sign-in-form";

/** Asks for e-mail and password; the very first time it creates the administrator instead. */
export function SignInPage() {
  const session = useQuery({ ...apiQuery("getSession"), staleTime: 0 });
  const router = useRouter();
  const next = safeNextPath(useSearchParams().get("next"));
  const needless =
    session.data !== undefined && (!session.data.authRequired || session.data.user !== null);

  useEffect(() => {
    if (needless) router.replace(next);
  }, [needless, next, router]);

  return (
    <main className="mx-auto flex min-h-dvh w-full max-w-sm flex-col justify-center gap-4 p-4">
      <div className="flex items-center gap-2 text-base font-semibold">
        <Logo /> Headroom
      </div>
      <Card>
        <CardContent className="p-4">
          {session.isError ? (
            <ErrorState
              title="Waiting for the Headroom API"
              error={session.error}
              onRetry={() => void session.refetch()}
            />
          ) : session.isPending || needless ? (
            <Skeleton className="h-52 w-full" />
          ) : (
            <SignInForm first={session.data.firstUser} next={next} />
          )}
        </CardContent>
      </Card>
    </main>
  );
}

function SignInForm({ first, next }: { first: boolean; next: string }) {
  const [values, setValues] = useState({ name: "", email: "", password: "" });
  const [errors, setErrors] = useState<FieldErrors>({});
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const client = useQueryClient();
  const router = useRouter();
  const set = (key: keyof typeof values) => (event: { target: { value: string } }) =>
    setValues({ ...values, [key]: event.target.value });

  const submit = async () => {
    const check = checkForm(first ? signUpInput : signInInput, values);
    setErrors(check.ok ? {} : check.errors);
    if (!check.ok) return;
    setBusy(true);
    const { name, email, password } = values;
    const failed = await (first ? signUp(name.trim(), email, password) : signIn(email, password));
    setBusy(false);
    setProblem(failed);
    if (failed !== null) return;
    client.clear();
    router.replace(next);
  };

  return (
    <form
      noValidate
      className="flex flex-col gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <div>
        <h1 className="text-sm font-semibold">{first ? "Create the administrator" : "Sign in"}</h1>
        {first && (
          <p className="text-xs text-muted-foreground">
            Nobody has an account yet. This one may change everything.
          </p>
        )}
      </div>
      {problem !== null && <Alert tone="critical" title={problem} />}
      {first && (
        <Field label="Name" error={errors["name"]}>
          {(control) => (
            <Input {...control} autoComplete="name" value={values.name} onChange={set("name")} />
          )}
        </Field>
      )}
      <Field label="E-mail" error={errors["email"]}>
        {(control) => (
          <Input
            {...control}
            type="email"
            autoComplete="username"
            value={values.email}
            onChange={set("email")}
          />
        )}
      </Field>
      <Field
        label="Password"
        error={errors["password"]}
        hint={first ? "At least 8 characters." : undefined}
      >
        {(control) => (
          <Input
            {...control}
            type="password"
            autoComplete={first ? "new-password" : "current-password"}
            value={values.password}
            onChange={set("password")}
          />
        )}
      </Field>
      <Button type="submit" variant="primary" disabled={busy}>
        {busy ? "One moment…" : first ? "Create and sign in" : "Sign in"}
      </Button>
    </form>
  );
}
