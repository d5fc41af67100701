import { createRoute, useNavigate } from "@tanstack/react-router";
import { requireAdmin, requireSession, requireSignedOut } from "../guards";
import { lazyPage } from "../lazy-page";
import { rootRoute } from "../root-route";
import { pageNumber, text } from "./search";

const getParentRoute = () => rootRoute;

const pages = {
  signIn: lazyPage(() => import("@/features/accounts/sign-in-page"), "SignInPage"),
  reset: lazyPage(() => import("@/features/accounts/reset-password-page"), "ResetPasswordPage"),
  verify: lazyPage(() => import("@/features/accounts/verify-email-page"), "VerifyEmailPage"),
  resend: lazyPage(
    () => import("@/features/accounts/resend-verification-page"),
    "ResendVerificationPage",
  ),
  setup: lazyPage(() => import("@/features/accounts/setup-page"), "SetupPage"),
  accounts: lazyPage(() => import("@/features/accounts/accounts-page"), "AccountsPage"),
  mail: lazyPage(() => import("@/features/mail/mail-page"), "MailPage"),
  profile: lazyPage(() => import("@/features/profile/profile-page"), "ProfilePage"),
};

const signUp = createRoute({
  getParentRoute,
  path: "/sign-up",
  beforeLoad: requireSignedOut,
  component: lazyPage(() => import("@/features/accounts/sign-up-page"), "SignUpPage"),
});

const signIn = createRoute({
  getParentRoute,
  path: "/sign-in",
  validateSearch: (search): { next?: string } => text(search, "next"),
  beforeLoad: requireSignedOut,
  component: function SignIn() {
    return <pages.signIn next={signIn.useSearch().next} />;
  },
});

const forgot = createRoute({
  getParentRoute,
  path: "/forgot-password",
  component: lazyPage(
    () => import("@/features/accounts/forgot-password-page"),
    "ForgotPasswordPage",
  ),
});

const reset = createRoute({
  getParentRoute,
  path: "/reset-password",
  validateSearch: (search): { token?: string } => text(search, "token"),
  component: function ResetPassword() {
    return <pages.reset token={reset.useSearch().token ?? ""} />;
  },
});

const verify = createRoute({
  getParentRoute,
  path: "/verify-email",
  validateSearch: (search): { token?: string } => text(search, "token"),
  component: function VerifyEmail() {
    return <pages.verify token={verify.useSearch().token ?? ""} />;
  },
});

const resend = createRoute({
  getParentRoute,
  path: "/resend-verification",
  validateSearch: (search): { email?: string } => text(search, "email"),
  component: function ResendVerification() {
    return <pages.resend email={resend.useSearch().email} />;
  },
});

const setup = createRoute({
  getParentRoute,
  path: "/setup",
  validateSearch: (search): { token?: string } => text(search, "token"),
  component: function Setup() {
    return <pages.setup token={setup.useSearch().token ?? ""} />;
  },
});

const dashboard = createRoute({
  getParentRoute,
  path: "/dashboard",
  beforeLoad: requireSession,
  component: lazyPage(() => import("@/features/dashboard/dashboard-page"), "DashboardPage"),
});

const settings = createRoute({
  getParentRoute,
  path: "/settings",
  beforeLoad: requireSession,
  component: lazyPage(() => import("@/features/profile/settings-page"), "SettingsPage"),
});

const profile = createRoute({
  getParentRoute,
  path: "/users/$userId",
  component: function Profile() {
    return <pages.profile userId={profile.useParams().userId} />;
  },
});

const adminAccounts = createRoute({
  getParentRoute,
  path: "/admin/accounts",
  validateSearch: (search): { q?: string; page?: number } => ({
    ...text(search, "q"),
    ...pageNumber(search),
  }),
  beforeLoad: requireAdmin,
  component: function AdminAccounts() {
    const { q = "", page = 1 } = adminAccounts.useSearch();
    const navigate = useNavigate();
    return (
      <pages.accounts
        q={q}
        page={page}
        onChange={(search) => void navigate({ to: "/admin/accounts", search })}
      />
    );
  },
});

const adminMail = createRoute({
  getParentRoute,
  path: "/admin/mail",
  validateSearch: (search): { to?: string; page?: number; open?: string } => ({
    ...text(search, "to"),
    ...text(search, "open"),
    ...pageNumber(search),
  }),
  beforeLoad: requireAdmin,
  component: function AdminMail() {
    const { to = "", page = 1, open } = adminMail.useSearch();
    const navigate = useNavigate();
    return (
      <pages.mail
        to={to}
        page={page}
        open={open}
        onChange={(search) =>
          void navigate({ to: "/admin/mail", search, resetScroll: search.open === undefined })
        }
      />
    );
  },
});

/** Routes of accounts, set-up, dashboard, profiles and administration. */
export const accountRoutes = [
  signUp,
  signIn,
  forgot,
  reset,
  verify,
  resend,
  setup,
  dashboard,
  settings,
  profile,
  adminAccounts,
  adminMail,
] as const;
