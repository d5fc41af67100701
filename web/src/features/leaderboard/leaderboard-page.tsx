import { useQuery } from "@tanstack/react-query";
import { Trophy } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Select } from "@/components/ui/field";
import { ButtonLink } from "@/components/ui/link";
import { Page } from "@/components/ui/page";
import { PageHeader } from "@/components/ui/page-header";
import { Pagination } from "@/components/ui/pagination";
import { EmptyState, ErrorState, Loading, Skeleton } from "@/components/ui/states";
import type { Timeframe } from "@/lib/api/work";
import { cn } from "@/lib/cn";
import { topicsQuery } from "@/lib/queries/catalogue";
import { topicId, topicOptions } from "@/lib/queries/topic-options";
import { useSession } from "@/lib/session/use-session";
import { count } from "@/lib/time";
import { useTitle } from "@/lib/use-title";
import { boardQuery, boardStreamUrl } from "./api/get-board";
import { type BoardSearch, PAGE_SIZE, parseBoardSearch, TIMEFRAMES } from "./board-search";
import { BoardTable } from "./board-table";
import { pageOfRank, withOwn } from "./board-view";
import { LiveState } from "./live-state";
import { OwnPlace } from "./own-place";
import { useInView } from "./use-in-view";
import { useLiveBoard } from "./use-live-board";
import { usePlaceAnnouncement } from "./use-place-announcement";

/** Pages behind the first are asked for again at most this often. */
const REFRESH_MS = 5_000;

type LeaderboardPageProps = {
  search: BoardSearch;
  onChange: (search: BoardSearch) => void;
};

/** The board of a time and a topic, which follows by itself. */
export const LeaderboardPage = ({ search, onChange }: LeaderboardPageProps) => {
  useTitle("Leaderboard");
  const userId = useSession()?.id;
  const topics = useQuery(topicsQuery);
  const timeframe: Timeframe = search.timeframe ?? "all_time";
  const page = search.page ?? 1;
  const topic = topicId(topics.data, search.topic);
  const key = { timeframe, topicId: topic };
  const known = search.topic === undefined || topic !== undefined;
  const board = useQuery({ ...boardQuery(key, page), enabled: known });
  const live = useLiveBoard(known ? boardStreamUrl(key, page === 1 ? PAGE_SIZE : 1) : null);
  const boardName = `${timeframe} ${topic ?? ""} ${page}`;

  const liveRows = page === 1 && known ? live.event?.rows : undefined;
  const rows = known ? (liveRows ?? board.data?.data) : undefined;
  const shown = rows && withOwn(rows, userId);
  const total = live.event?.total ?? board.data?.meta.total ?? 0;
  const own = shown?.find((row) => row.own);
  const me = own ?? board.data?.meta.me ?? null;
  const sentence = usePlaceAnnouncement(me, boardName);
  useRefresh(
    live.event?.seq,
    board.data?.meta.seq,
    own !== undefined && page === 1,
    () => void board.refetch(),
  );

  const ownRow = useRef<HTMLTableRowElement>(null);
  const ownVisible = useInView(ownRow, own?.rank ?? 0);
  const [jumping, setJumping] = useState(false);
  useEffect(() => {
    if (!jumping || own === undefined || ownRow.current === null) return;
    setJumping(false);
    ownRow.current.scrollIntoView({ block: "center" });
    ownRow.current.focus({ preventScroll: true });
  }, [jumping, own]);
  const jump = () => {
    setJumping(true);
    if (own === undefined && me) onChange({ ...search, page: pageOfRank(me.rank, PAGE_SIZE) });
  };

  return (
    <Page>
      <PageHeader
        title="Leaderboard"
        intro="Points count what you improve: solving a problem again brings nothing new."
        actions={known ? <LiveState state={live.state} /> : null}
      />
      <div className="mb-4 flex flex-wrap items-center gap-x-4 gap-y-3">
        <fieldset className="flex overflow-hidden rounded-md border border-line-strong">
          <legend className="sr-only">Time</legend>
          {TIMEFRAMES.map((item) => (
            <button
              key={item.value}
              type="button"
              aria-pressed={item.value === timeframe}
              onClick={() =>
                onChange(parseBoardSearch({ topic: search.topic, timeframe: item.value }))
              }
              className={cn(
                "min-h-10 px-3 text-sm font-medium -outline-offset-2 max-[22rem]:px-2",
                item.value === timeframe ? "bg-ink text-canvas" : "bg-surface hover:bg-sunken",
              )}
            >
              {item.label}
            </button>
          ))}
        </fieldset>
        <Select
          label="Topic"
          hideLabel
          className="w-full sm:w-52"
          value={search.topic ?? ""}
          onChange={(event) =>
            onChange({
              ...(search.timeframe ? { timeframe: search.timeframe } : {}),
              ...(event.target.value ? { topic: event.target.value } : {}),
            })
          }
          options={[{ value: "", label: "All topics" }, ...topicOptions(topics.data, search.topic)]}
        />
        <p className="text-sm text-ink-2">
          {rows && total > 0 ? `${count(total)} ${total === 1 ? "person" : "people"}` : ""}
        </p>
      </div>
      <p role="status" className="sr-only">
        {sentence}
      </p>
      <Card flush className="overflow-hidden">
        {topics.data && !known ? (
          <EmptyState
            title="There is no such topic"
            icon={<Trophy aria-hidden />}
            action={<Button onClick={() => onChange({})}>All topics</Button>}
          />
        ) : (board.isError || topics.isError) && !shown ? (
          <ErrorState
            title="The board could not be loaded"
            error={board.error ?? topics.error}
            onRetry={() => {
              void topics.refetch();
              void board.refetch();
            }}
          />
        ) : !shown ? (
          <LoadingBoard />
        ) : shown.length === 0 ? (
          <EmptyState
            title="Nobody is on this board yet"
            icon={<Trophy aria-hidden />}
            action={
              <ButtonLink to="/problems" tone="primary">
                Solve a problem
              </ButtonLink>
            }
          >
            The first solved problem opens it.
          </EmptyState>
        ) : (
          <BoardTable rows={shown} board={boardName} ownRow={ownRow} />
        )}
      </Card>
      {me && known && (own === undefined || !ownVisible) ? (
        <OwnPlace me={me} onJump={jump} />
      ) : null}
      <div className="mt-4 flex justify-center">
        <Pagination
          page={page}
          limit={PAGE_SIZE}
          total={total}
          label="Pages of the board"
          onPage={(next) => onChange({ ...search, page: next })}
        />
      </div>
    </Page>
  );
};

/** Asks for the page and the own place again when the board has moved on and the stream does not bring them. */
const useRefresh = (
  seq: number | undefined,
  loaded: number | undefined,
  complete: boolean,
  refresh: () => void,
): void => {
  const call = useRef(refresh);
  const last = useRef(0);
  useEffect(() => {
    call.current = refresh;
  });
  useEffect(() => {
    if (complete || seq === undefined || loaded === undefined || seq === loaded) return;
    const wait = Math.max(0, last.current + REFRESH_MS - Date.now());
    const timer = setTimeout(() => {
      last.current = Date.now();
      call.current();
    }, wait);
    return () => clearTimeout(timer);
  }, [seq, loaded, complete]);
};

const LoadingBoard = () => (
  <Loading label="Loading the board" className="grid">
    {[0, 1, 2, 3, 4, 5, 6, 7, 8, 9].map((row) => (
      <div
        key={row}
        className="flex items-center gap-4 border-b border-line px-5 py-3 last:border-0"
      >
        <Skeleton className="size-6" />
        <Skeleton className="h-5 w-1/3" />
        <Skeleton className="ml-auto h-5 w-16" />
      </div>
    ))}
  </Loading>
);
