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

/** Asks for a link with which the password can be set anew. */
export const ForgotPasswordPage = () => {
  const [email, setEmail] = useState<string>();
  const form = useForm({
    check: (values) => complaints({ email: emailComplaint(values.email ?? "") }),
    send: (values) =>
      unwrap(api.POST("/v1/auth/forgot-password", { body: { email: values.email?.trim() ?? "" } })),
    onDone: (_, values) => setEmail(values.email?.trim()),
  });
  return (
    <FormPage
      title="Reset your password"
      intro={email === undefined ? "We send a link to the address of your account." : undefined}
      footer={
        <p>
          <Link to="/sign-in" search={{}}>
            Back to signing in
          </Link>
        </p>
      }
    >
      {email === undefined ? (
        <form ref={form.ref} onSubmit={form.onSubmit} noValidate className="grid gap-5">
          <Input
            label="E-mail address"
            name="email"
            type="email"
            autoComplete="username"
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
            sent={`If ${email} has an account here, a link is in its inbox. It works once and for one hour.`}
          />
        </Notice>
      )}
    </FormPage>
  );
};
