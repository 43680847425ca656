"use client";
import { BellPlus, ChevronDown } from "lucide-react";
import { Button } from "@/components/ui/button";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";
import { RangeLink } from "@/time/range-link";
import { kindWords } from "./rule-kinds";
import { namesOf, type RuleKind } from "./rule-types";

/** Ways to a new rule of each kind. */
export function CreateRuleMenu({ hrefOf }: { hrefOf: (kind: RuleKind) => string }) {
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <Button>
          <BellPlus /> Create rule <ChevronDown />
        </Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent className="w-80">
        {namesOf(kindWords).map((kind) => (
          <DropdownMenuItem key={kind} asChild>
            <RangeLink href={hrefOf(kind)}>
              <span className="flex min-w-0 flex-col">
                <span className="font-medium">{kindWords[kind].name}</span>
                <span className="text-xs text-muted-foreground">{kindWords[kind].meaning}</span>
              </span>
            </RangeLink>
          </DropdownMenuItem>
        ))}
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
