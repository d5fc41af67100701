import { useQuery } from "@tanstack/react-query";
import { Avatar } from "@/components/ui/avatar";
import { Card } from "@/components/ui/card";
import { Link } from "@/components/ui/link";
import { EmptyState, ErrorState, Loading, Skeleton } from "@/components/ui/states";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import { count } from "@/lib/time";
import { problemCount, runnableLanguages, topOfBoard } from "./api/server-facts";

/** The first rows of the board. */
export const TopOfBoard = () => {
  const { data, error, refetch } = useQuery(topOfBoard);
  return (
    <Card
      title="Leading on this server"
      actions={
        <Link to="/leaderboard" className="text-sm">
          Whole board
        </Link>
      }
      flush
    >
      {data === undefined ? (
        error ? (
          <ErrorState error={error} onRetry={() => void refetch()} />
        ) : (
          <Loading label="Loading the board" className="grid gap-3 p-5">
            {[0, 1, 2, 3, 4].map((row) => (
              <Skeleton key={row} className="h-8" />
            ))}
          </Loading>
        )
      ) : data.data.length === 0 ? (
        <EmptyState title="The board is empty">
          Whoever solves the first problem stands at its top.
        </EmptyState>
      ) : (
        <Table caption="Leading people">
          <thead>
            <tr>
              <Th numeric className="w-12">
                Rank
              </Th>
              <Th>Name</Th>
              <Th numeric>Points</Th>
              <Th numeric className="max-sm:hidden">
                Solved
              </Th>
            </tr>
          </thead>
          <tbody>
            {data.data.map((row) => (
              <Tr key={row.user.id}>
                <Td numeric className="font-semibold">
                  {row.rank}
                </Td>
                <Td>
                  <Link
                    to="/users/$userId"
                    params={{ userId: row.user.id }}
                    plain
                    className="flex items-center gap-2.5"
                  >
                    <Avatar
                      name={row.user.display_name}
                      id={row.user.id}
                      src={row.user.avatar_url}
                      size="sm"
                    />
                    {row.user.display_name}
                  </Link>
                </Td>
                <Td numeric>{count(row.points)}</Td>
                <Td numeric className="max-sm:hidden">
                  {row.problems_solved}
                </Td>
              </Tr>
            ))}
          </tbody>
        </Table>
      )}
    </Card>
  );
};

/** So many languages are named; the others are counted. */
const NAMED = 8;

/** What this server has, counted now. Nothing stands there that could not be asked. */
export const ServerFacts = () => {
  const problems = useQuery(problemCount);
  const languages = useQuery(runnableLanguages);
  const board = useQuery(topOfBoard);
  return (
    <section aria-labelledby="server-facts" className="grid content-start gap-6">
      <h2 id="server-facts" className="text-xl">
        On this server
      </h2>
      <dl className="grid gap-5">
        {problems.data !== undefined ? (
          <div className="grid grid-cols-[5rem_1fr] items-baseline gap-x-4">
            <dt className="order-2">{problems.data === 1 ? "problem" : "problems"} to solve</dt>
            <dd className="font-display text-2xl font-semibold">{count(problems.data)}</dd>
          </div>
        ) : null}
        {languages.data !== undefined ? (
          <div className="grid grid-cols-[5rem_1fr] items-baseline gap-x-4">
            <dt className="order-2">
              {languages.data.length === 1 ? "language" : "languages"}
              <span className="block text-sm text-ink-2">
                {languages.data
                  .slice(0, NAMED)
                  .map((language) => `${language.name} ${language.version ?? ""}`.trim())
                  .join(" · ")}
                {languages.data.length > NAMED ? ` · ${languages.data.length - NAMED} more` : ""}
              </span>
            </dt>
            <dd className="font-display text-2xl font-semibold">{languages.data.length}</dd>
          </div>
        ) : null}
        {board.data !== undefined ? (
          <div className="grid grid-cols-[5rem_1fr] items-baseline gap-x-4">
            <dt className="order-2">
              {board.data.meta.total === 1 ? "person" : "people"} on the board
            </dt>
            <dd className="font-display text-2xl font-semibold">{count(board.data.meta.total)}</dd>
          </div>
        ) : null}
      </dl>
      <p className="max-w-[46ch] text-ink-2">
        CodeQuest is free software, and this server belongs to whoever runs it. It loads nothing
        from other sites and follows nobody.
      </p>
    </section>
  );
};
