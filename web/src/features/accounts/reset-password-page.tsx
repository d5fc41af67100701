import { useState } from "react";
import { Button } from "@/components/ui/button";
import { FormError } from "@/components/ui/field";
import { ButtonLink } from "@/components/ui/link";
import { api } from "@/lib/api/client";
import { unwrap } from "@/lib/api/envelope";
import { useForm } from "@/lib/use-form";
import { FormPage } from "./form-page";
import { NewPassword } from "./new-password";
import { Notice } from "./notice";
import { complaints, passwordComplaint } from "./rules";

type ResetPasswordPageProps = { token: string };

const DeadLink = () => (
  <Notice
    kind="bad"
    title="This link does not work any more"
    actions={
      <ButtonLink to="/forgot-password" tone="primary">
        Get a new link
      </ButtonLink>
    }
  >
    <p>A reset link works once and for one hour.</p>
  </Notice>
);

/** Sets a new password with the token of the mailed link. */
export const ResetPasswordPage = ({ token }: ResetPasswordPageProps) => {
  const [done, setDone] = useState(false);
  const form = useForm({
    check: (values) => complaints({ password: passwordComplaint(values.password ?? "") }),
    send: (values) =>
      unwrap(
        api.POST("/v1/auth/reset-password", {
          body: { token, new_password: values.password ?? "" },
        }),
      ),
    onDone: () => setDone(true),
    rename: { new_password: "password" },
  });
  const dead = token === "" || form.failure?.code === "INVALID_TOKEN";
  return (
    <FormPage title="Choose a new password">
      {done ? (
        <Notice
          kind="ok"
          title="Your password is changed"
          actions={
            <ButtonLink to="/sign-in" search={{}} tone="primary">
              Sign in
            </ButtonLink>
          }
        >
          <p>You are signed out everywhere else.</p>
        </Notice>
      ) : dead ? (
        <DeadLink />
      ) : (
        <form ref={form.ref} onSubmit={form.onSubmit} noValidate className="grid gap-5">
          <NewPassword label="New password" error={form.error("password")} />
          <FormError>{form.formError}</FormError>
          <Button type="submit" tone="primary" size="lg" busy={form.busy}>
            Change the password
          </Button>
        </form>
      )}
    </FormPage>
  );
};
