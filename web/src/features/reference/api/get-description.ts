import { queryOptions } from "@tanstack/react-query";
import { ApiError, errorFrom, toApiError } from "@/lib/api/envelope";
import { type Description, isDescription } from "../description";

const ADDRESS = "/openapi.json";

const getDescription = async (signal: AbortSignal): Promise<Description> => {
  const response = await fetch(ADDRESS, { signal }).catch((thrown: unknown) => {
    throw toApiError(thrown);
  });
  const body: unknown = await response.json().catch(() => null);
  if (!response.ok) throw errorFrom(response, body);
  if (isDescription(body)) return body;
  throw new ApiError({
    status: response.status,
    code: "UNEXPECTED",
    message: `The server's answer at ${ADDRESS} is no OpenAPI description.`,
  });
};

/** What the server says of its API. It changes with the server's version only. */
export const descriptionQuery = queryOptions({
  queryKey: ["openapi"],
  queryFn: ({ signal }) => getDescription(signal),
  staleTime: Number.POSITIVE_INFINITY,
});
