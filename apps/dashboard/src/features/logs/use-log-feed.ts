"use client";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { call } from "@/api/client";
import { apiInfiniteQuery } from "@/api/queries";
import { useTimeRange } from "@/time/time-range";
import { keyRecords } from "./log-keys";
import { toLogQuery, type LogSearch } from "./log-search-state";
import { EMPTY_TAIL, growTail, tailFromMs, type Tail } from "./tail";

const PAGE_SIZE = 100;
const TAIL_PAGE_SIZE = 200;

/**
 * The records of a search, newest first: pages that are loaded once up to an anchor, and on top of
 * them, while the range follows the clock, what arrives after it. Mount it anew for another search.
 */
export function useLogFeed(search: LogSearch) {
  const range = useTimeRange();
  const [anchor, setAnchor] = useState(range);
  const [tail, setTail] = useState<Tail>(EMPTY_TAIL);
  const specKey = `${range.spec.from}/${range.spec.to}`;
  const anchoredKey = useRef(specKey);

  const restart = useCallback(() => {
    setAnchor(range);
    setTail(EMPTY_TAIL);
  }, [range]);
  useEffect(() => {
    if (anchoredKey.current === specKey) return;
    anchoredKey.current = specKey;
    restart();
  }, [specKey, restart]);

  const query = toLogQuery(search);
  const pages = useInfiniteQuery(
    apiInfiniteQuery("listLogs", {
      query: { ...query, from: anchor.from, to: anchor.to, limit: PAGE_SIZE },
    }),
  );
  const loaded = useMemo(() => pages.data?.pages.flatMap((page) => page.items) ?? [], [pages.data]);

  const following = range.refreshMs > 0 && pages.isSuccess && !tail.brokenOff;
  const latest = useRef({ tail, loaded });
  latest.current = { tail, loaded };
  const poll = useQuery({
    queryKey: ["log-tail", query, anchor.to, range.to],
    enabled: following && range.toMs > anchor.toMs,
    gcTime: 0,
    queryFn: ({ signal }) => {
      const from = new Date(tailFromMs(latest.current.tail, anchor.toMs)).toISOString();
      const input = { ...query, from, to: range.to, limit: TAIL_PAGE_SIZE };
      return call("listLogs", { query: input }, { signal });
    },
  });
  useEffect(() => {
    if (poll.data === undefined) return;
    setTail((now) => growTail(now, latest.current.loaded, poll.data));
  }, [poll.data]);

  const logs = useMemo(() => keyRecords([...tail.records, ...loaded]), [tail.records, loaded]);
  return { logs, pages, tail, tailError: poll.error, following, restart };
}
