"use client";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { apiQuery } from "@/api/queries";

const STORAGE_KEY = "headroom.responder";

function readName(): string {
  if (typeof window === "undefined") return "";
  return window.localStorage.getItem(STORAGE_KEY) ?? "";
}

/** Who acts on incidents: the signed-in user, or the name remembered in this browser. */
export interface Responder {
  /** The server knows who it is; no name is sent. */
  readonly signedIn: boolean;
  readonly name: string;
  readonly remember: (name: string) => void;
}

/** Tells who acts, and remembers a name where nobody signs in. */
export function useResponder(): Responder {
  const { data } = useQuery({ ...apiQuery("getSession"), staleTime: 60_000 });
  const [local, setLocal] = useState(readName);
  const user = data?.user ?? null;
  return {
    signedIn: user !== null,
    name: user === null ? local : user.name || user.email,
    remember: (name) => {
      setLocal(name);
      if (name === "") window.localStorage.removeItem(STORAGE_KEY);
      else window.localStorage.setItem(STORAGE_KEY, name);
    },
  };
}
