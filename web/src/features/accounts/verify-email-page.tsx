import { useQuery } from "@tanstack/react-query";
import { ButtonLink } from "@/components/ui/link";
import { ErrorState, Loading, Skeleton } from "@/components/ui/states";
import { api } from "@/lib/api/client";
import { toApiError, unwrap } from "@/lib/api/envelope";
import { FormPage } from "./form-page";
import { Notice } from "./notice";

type VerifyEmailPageProps = { token: string };

/** Confirms an address with the token of the mailed link, as soon as it is opened. */
export const VerifyEmailPage = ({ token }: VerifyEmailPageProps) => {
  // A query, not a mutation: whatever mounts the page again, the token is used once.
  const { isSuccess, error, refetch } = useQuery({
    queryKey: ["verify-email", token],
    queryFn: () => unwrap(api.POST("/v1/auth/verify-email", { body: { token } })),
    enabled: token !== "",
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: Number.POSITIVE_INFINITY,
  });
  const refused =
    token === "" ||
    (error && ["INVALID_TOKEN", "VALIDATION_ERROR"].includes(toApiError(error).code));
  return (
    <FormPage title="Confirm your address">
      {isSuccess ? (
        <Notice
          kind="ok"
          title="Your address is confirmed"
          actions={
            <ButtonLink to="/sign-in" search={{}} tone="primary">
              Sign in
            </ButtonLink>
          }
        >
          <p>Your account is ready.</p>
        </Notice>
      ) : refused ? (
        <Notice
          kind="bad"
          title="This link does not work"
          actions={
            <>
              <ButtonLink to="/resend-verification" search={{}} tone="primary">
                Get a new link
              </ButtonLink>
              <ButtonLink to="/sign-in" search={{}}>
                Sign in
              </ButtonLink>
            </>
          }
        >
          <p>
            It is incomplete, older than 24 hours, or was used before. If you have opened it before,
            you can simply sign in.
          </p>
        </Notice>
      ) : error ? (
        <ErrorState error={error} onRetry={() => void refetch()} className="px-0" />
      ) : (
        <Loading label="Confirming your address" className="grid gap-3">
          <Skeleton className="size-9" />
          <Skeleton className="h-6 w-2/3" />
          <Skeleton className="h-4 w-1/2" />
        </Loading>
      )}
    </FormPage>
  );
};
