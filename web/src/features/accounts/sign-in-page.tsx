import { useNavigate, useRouter } from "@tanstack/react-router";
import { Button } from "@/components/ui/button";
import { FormError, Input } from "@/components/ui/field";
import { Link } from "@/components/ui/link";
import { PasswordInput } from "@/components/ui/password-input";
import { api } from "@/lib/api/client";
import { unwrap } from "@/lib/api/envelope";
import { safeNext } from "@/lib/safe-next";
import { session } from "@/lib/session/session";
import { useForm } from "@/lib/use-form";
import { FormPage } from "./form-page";
import { complaints, emailComplaint } from "./rules";

type SignInPageProps = { next?: string | undefined };

/** Opens the session, then goes where the visitor wanted to go. */
export const SignInPage = ({ next }: SignInPageProps) => {
  const navigate = useNavigate();
  const { history } = useRouter();
  const form = useForm({
    check: (values) =>
      complaints({
        email: emailComplaint(values.email ?? ""),
        password: values.password ? undefined : "Enter your password.",
      }),
    send: (values) =>
      unwrap(
        api.POST("/v1/auth/login", {
          body: { email: values.email?.trim() ?? "", password: values.password ?? "" },
        }),
      ),
    onDone: (signedIn) => {
      session.start(signedIn);
      const target = safeNext(next);
      if (target === undefined) void navigate({ to: "/dashboard" });
      else history.replace(target);
    },
    explain: (error) =>
      error.code === "INVALID_CREDENTIALS"
        ? "The address or the password is wrong. Check both and try again."
        : undefined,
  });
  const unconfirmed = form.failure?.code === "EMAIL_NOT_VERIFIED";
  return (
    <FormPage
      title="Sign in"
      intro={next === undefined ? undefined : "Sign in to go on where you were going."}
      footer={
        <>
          <p>
            New here? <Link to="/sign-up">Create an account</Link>
          </p>
          <p>
            <Link to="/forgot-password">Forgot your password?</Link>
          </p>
        </>
      }
    >
      <form ref={form.ref} onSubmit={form.onSubmit} noValidate className="grid gap-5">
        <Input
          label="E-mail address"
          name="email"
          type="email"
          autoComplete="username"
          required
          error={form.error("email")}
        />
        <PasswordInput
          label="Password"
          name="password"
          autoComplete="current-password"
          required
          error={form.error("password")}
        />
        <FormError>
          {form.formError}
          {unconfirmed ? (
            <>
              {" "}
              <Link to="/resend-verification" search={{}} className="text-bad">
                Get the link again
              </Link>
            </>
          ) : null}
        </FormError>
        <Button type="submit" tone="primary" size="lg" busy={form.busy}>
          Sign in
        </Button>
      </form>
    </FormPage>
  );
};
