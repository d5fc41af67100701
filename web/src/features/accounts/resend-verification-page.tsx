import { useState } from "react";
import { Button } from "@/components/ui/button";
import { FormError, Input } from "@/components/ui/field";
import { Link } from "@/components/ui/link";
import { api } from "@/lib/api/client";
import { unwrap } from "@/lib/api/envelope";
import { useForm } from "@/lib/use-form";
import { FormPage } from "./form-page";
import { MailAdvice } from "./mail-advice";
import { Notice } from "./notice";
import { complaints, emailComplaint } from "./rules";

type ResendVerificationPageProps = { email?: string | undefined };

/** Asks for the confirmation link again. */
export const ResendVerificationPage = ({ email }: ResendVerificationPageProps) => {
  const [sentTo, setSentTo] = useState<string>();
  const form = useForm({
    check: (values) => complaints({ email: emailComplaint(values.email ?? "") }),
    send: (values) =>
      unwrap(
        api.POST("/v1/auth/resend-verification", { body: { email: values.email?.trim() ?? "" } }),
      ),
    onDone: (_, values) => setSentTo(values.email?.trim()),
  });
  return (
    <FormPage
      title="Confirm your address"
      intro={sentTo === undefined ? "We send you the link once more." : undefined}
      footer={
        <p>
          <Link to="/sign-in" search={{}}>
            Back to signing in
          </Link>
        </p>
      }
    >
      {sentTo === undefined ? (
        <form ref={form.ref} onSubmit={form.onSubmit} noValidate className="grid gap-5">
          <Input
            label="E-mail address"
            name="email"
            type="email"
            autoComplete="username"
            defaultValue={email}
            required
            error={form.error("email")}
          />
          <FormError>{form.formError}</FormError>
          <Button type="submit" tone="primary" size="lg" busy={form.busy}>
            Send the link
          </Button>
        </form>
      ) : (
        <Notice kind="mail" title="The link is on its way">
          <MailAdvice
            sent={`If ${sentTo} has an account that waits to be confirmed, a new link is in its inbox.`}
          />
        </Notice>
      )}
    </FormPage>
  );
};
