import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { Button } from "@/components/ui/button";
import { FormError, Input } from "@/components/ui/field";
import { ButtonLink } from "@/components/ui/link";
import { ErrorState, Loading, Skeleton } from "@/components/ui/states";
import { api } from "@/lib/api/client";
import { unwrap } from "@/lib/api/envelope";
import { session } from "@/lib/session/session";
import { useForm } from "@/lib/use-form";
import { setupState } from "./api/setup-state";
import { FormPage } from "./form-page";
import { NewPassword } from "./new-password";
import { Notice } from "./notice";
import { complaints, emailComplaint, nameComplaint, passwordComplaint } from "./rules";

type SetupPageProps = { token: string };

const NoLink = () => (
  <Notice kind="bad" title="This set-up link does not work">
    <p>
      Copy the whole link that the server printed when it started (the line that begins with{" "}
      <code>set-up:</code>). The link works once. Restart the server to see it again, or make an
      administrator on its command line with <code>codequest admin create-user</code>.
    </p>
  </Notice>
);

const AlreadyDone = () => (
  <Notice
    kind="ok"
    title="This server is set up"
    actions={
      <ButtonLink to="/sign-in" search={{}} tone="primary">
        Sign in
      </ButtonLink>
    }
  >
    <p>It has an administrator, so the set-up link is no longer needed.</p>
  </Notice>
);

const AdminForm = ({ token }: SetupPageProps) => {
  const navigate = useNavigate();
  const form = useForm({
    check: (values) =>
      complaints({
        display_name: nameComplaint(values.display_name ?? ""),
        email: emailComplaint(values.email ?? ""),
        password: passwordComplaint(values.password ?? ""),
      }),
    send: (values) =>
      unwrap(
        api.POST("/v1/setup", {
          body: {
            token,
            email: values.email?.trim() ?? "",
            password: values.password ?? "",
            display_name: values.display_name?.trim() ?? "",
          },
        }),
      ),
    onDone: (signedIn) => {
      session.start(signedIn);
      void navigate({ to: "/admin/accounts", search: {} });
    },
  });
  if (form.failure?.code === "INVALID_TOKEN") return <NoLink />;
  return (
    <form ref={form.ref} onSubmit={form.onSubmit} noValidate className="grid gap-5">
      <Input
        label="Display name"
        name="display_name"
        autoComplete="name"
        required
        maxLength={80}
        error={form.error("display_name")}
      />
      <Input
        label="E-mail address"
        hint="Learners see it while this server sends no mail, so that they know whom to ask."
        name="email"
        type="email"
        autoComplete="email"
        required
        error={form.error("email")}
      />
      <NewPassword error={form.error("password")} />
      <FormError>{form.formError}</FormError>
      <Button type="submit" tone="primary" size="lg" busy={form.busy}>
        Create the administrator
      </Button>
    </form>
  );
};

/** Makes the first account, the administrator, for the holder of the set-up link. */
export const SetupPage = ({ token }: SetupPageProps) => {
  const { data, error, refetch } = useQuery(setupState);
  return (
    <FormPage
      title="Set up CodeQuest"
      intro={data?.needs_admin && token !== "" ? "The first account runs this server." : undefined}
    >
      {data === undefined ? (
        error ? (
          <ErrorState error={error} onRetry={() => void refetch()} className="px-0" />
        ) : (
          <Loading label="Looking at the server" className="grid gap-4">
            <Skeleton className="h-11" />
            <Skeleton className="h-11" />
            <Skeleton className="h-11" />
          </Loading>
        )
      ) : !data.needs_admin ? (
        <AlreadyDone />
      ) : token === "" ? (
        <NoLink />
      ) : (
        <AdminForm token={token} />
      )}
    </FormPage>
  );
};
