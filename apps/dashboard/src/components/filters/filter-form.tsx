"use client";
import type { AttributeFilter, RouteInput } from "@headroom/contracts";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { apiQuery } from "@/api/queries";
import { Button } from "@/components/ui/button";
import { Combobox } from "@/components/ui/combobox";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import { formatCompact } from "@/format/number";
import { useTimeRange } from "@/time/time-range";
import { operatorOptions } from "./filter-list";

/** Whose attributes are suggested. */
export interface FilterScope {
  readonly signal: RouteInput<"listAttributeKeys">["query"]["signal"];
  readonly service?: string | null;
  readonly metric?: string | null;
}

/** Asks for key, operator and value of one filter; keys and values are suggested from the data. */
export function FilterForm({
  scope,
  onAdd,
}: {
  scope: FilterScope;
  onAdd: (filter: AttributeFilter) => void;
}) {
  const [key, setKey] = useState<string | null>(null);
  const [op, setOp] = useState<AttributeFilter["op"]>("=");
  const [value, setValue] = useState<string | null>(null);
  const complete = key !== null && (op === "exists" || value !== null);
  const submit = () => {
    if (key === null || !complete) return;
    onAdd(op === "exists" ? { key, op } : { key, op, value: value ?? "" });
  };
  return (
    <form
      className="flex flex-col gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        // React hands events of a portal to its React parents, so a form around would hear this.
        event.stopPropagation();
        submit();
      }}
    >
      <Field label="Attribute">
        {(control) => (
          <AttributeKeyPicker
            scope={scope}
            value={key}
            onChange={(next) => {
              setKey(next);
              setValue(null);
            }}
            {...control}
            aria-label="Attribute"
          />
        )}
      </Field>
      <Field label="Condition">
        {(control) => (
          <Select {...control} value={op} onValueChange={setOp} options={operatorOptions} />
        )}
      </Field>
      {op !== "exists" && (
        <Field label="Value">
          {(control) => (
            <ValuePicker
              key={key}
              scope={scope}
              attribute={key}
              value={value}
              onChange={setValue}
              {...control}
              aria-label="Value"
            />
          )}
        </Field>
      )}
      <Button type="submit" variant="primary" disabled={!complete}>
        Add filter
      </Button>
    </form>
  );
}

interface PickerProps {
  scope: FilterScope;
  value: string | null;
  onChange: (value: string | null) => void;
  id?: string;
  className?: string;
  placeholder?: string;
  "aria-label"?: string;
  "aria-describedby"?: string | undefined;
}

function useScopeQuery(scope: FilterScope) {
  const { from, to } = useTimeRange();
  return {
    signal: scope.signal,
    from,
    to,
    ...(scope.service ? { service: scope.service } : {}),
    ...(scope.metric ? { metric: scope.metric } : {}),
  };
}

/** Chooses an attribute key that is in use; others can be typed. */
export function AttributeKeyPicker({ scope, placeholder = "Choose…", ...props }: PickerProps) {
  const keys = useQuery(apiQuery("listAttributeKeys", { query: useScopeQuery(scope) }));
  return (
    <Combobox
      {...props}
      options={(keys.data?.items ?? []).map((key) => ({ value: key }))}
      loading={keys.isPending}
      placeholder={placeholder}
      searchPlaceholder="Key, for example http.route"
      emptyText={
        keys.isError ? "Keys could not be loaded; type one." : "No such key; type it in full."
      }
      allowCustom
    />
  );
}

function ValuePicker({ scope, attribute, ...props }: PickerProps & { attribute: string | null }) {
  const [text, setText] = useState("");
  const query = useScopeQuery(scope);
  const values = useQuery({
    ...apiQuery("listAttributeValues", { query: { ...query, key: attribute ?? "", q: text } }),
    enabled: attribute !== null,
  });
  return (
    <Combobox
      {...props}
      options={(values.data?.items ?? []).map(({ value, count }) => ({
        value,
        hint: formatCompact(count),
      }))}
      loading={values.isFetching}
      onSearch={setText}
      placeholder={attribute === null ? "Choose an attribute first" : "Choose or type…"}
      searchPlaceholder="Value"
      emptyText={
        values.isError ? "Values could not be loaded; type one." : "No such value; type it in full."
      }
      allowCustom
    />
  );
}
