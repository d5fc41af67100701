import { useState } from "react";
import { Button } from "@/components/ui/button";
import { FormError, Input } from "@/components/ui/field";
import { ButtonLink, Link } from "@/components/ui/link";
import { api } from "@/lib/api/client";
import { unwrap } from "@/lib/api/envelope";
import { useForm } from "@/lib/use-form";
import { FormPage } from "./form-page";
import { MailAdvice } from "./mail-advice";
import { NewPassword } from "./new-password";
import { Notice } from "./notice";
import { complaints, emailComplaint, nameComplaint, passwordComplaint } from "./rules";

type CheckMailProps = { email: string };

const CheckMail = ({ email }: CheckMailProps) => (
  <FormPage title="Almost there">
    <Notice
      kind="mail"
      title={`Confirm ${email}`}
      actions={
        <>
          <ButtonLink to="/sign-in" search={{}} tone="primary">
            Sign in
          </ButtonLink>
          <ButtonLink to="/resend-verification" search={{ email }}>
            Send the link again
          </ButtonLink>
        </>
      }
    >
      <MailAdvice sent="We have sent you a link. It works for 24 hours; open it and then sign in." />
    </Notice>
  </FormPage>
);

/** Makes an account. It can be used once its address is confirmed. */
export const SignUpPage = () => {
  const [email, setEmail] = useState<string>();
  const form = useForm({
    check: (values) =>
      complaints({
        display_name: nameComplaint(values.display_name ?? ""),
        email: emailComplaint(values.email ?? ""),
        password: passwordComplaint(values.password ?? ""),
      }),
    send: (values) =>
      unwrap(
        api.POST("/v1/auth/register", {
          body: {
            email: values.email?.trim() ?? "",
            password: values.password ?? "",
            display_name: values.display_name?.trim() ?? "",
          },
        }),
      ),
    onDone: ({ user }) => setEmail(user.email),
    explain: (error) =>
      error.status === 409
        ? "There is an account with this address already. Sign in, or reset its password."
        : undefined,
  });
  if (email !== undefined) return <CheckMail email={email} />;
  return (
    <FormPage
      title="Create your account"
      intro="Solve problems, keep your drafts, and see yourself on the board."
      footer={
        <p>
          You have an account?{" "}
          <Link to="/sign-in" search={{}}>
            Sign in
          </Link>
        </p>
      }
    >
      <form ref={form.ref} onSubmit={form.onSubmit} noValidate className="grid gap-5">
        <Input
          label="Display name"
          hint="Others see it on the leaderboard."
          name="display_name"
          autoComplete="nickname"
          required
          maxLength={80}
          error={form.error("display_name")}
        />
        <Input
          label="E-mail address"
          name="email"
          type="email"
          autoComplete="email"
          required
          error={form.error("email")}
        />
        <NewPassword error={form.error("password")} />
        <FormError>{form.formError}</FormError>
        <Button type="submit" tone="primary" size="lg" busy={form.busy}>
          Create account
        </Button>
      </form>
    </FormPage>
  );
};
