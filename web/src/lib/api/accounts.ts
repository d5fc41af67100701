/** Types of the accounts, set-up, mail, dashboard and profile endpoints (`docs/API.md`). */
import type { Call, CallWith, ListCall } from "./paths";

export type Role = "learner" | "instructor" | "business_partner" | "admin" | "system_admin";

/** What a sign-in says about the person. */
export type SessionUser = {
  id: string;
  email: string;
  role: string;
  display_name?: string | null;
  email_verified?: boolean | null;
};

/** Tokens of a session; `expires_in` is the access token's life in seconds. */
export type Tokens = { access_token: string; refresh_token: string; expires_in: number };

export type SignedIn = Tokens & { user: SessionUser };

export type SetupState = {
  needs_admin: boolean;
  mail: "smtp" | "outbox";
  contact?: string | null;
};

export type Me = {
  id: string;
  email: string;
  display_name: string;
  role: Role;
  email_verified: boolean;
  bio?: string | null;
  avatar_url?: string | null;
  xp: number;
  level: string;
  current_streak_days: number;
  created_at: string;
  permissions: string[];
};

export type Mail = {
  id: string;
  to: string;
  subject: string;
  text: string;
  created_at: string;
  sent_at?: string | null;
};

export type AccountRow = {
  id: string;
  email: string;
  display_name: string;
  role: Role;
  email_verified: boolean;
  is_active: boolean;
  created_at: string;
  last_login_at?: string | null;
};

export type Dashboard = {
  user: { id: string; display_name: string; level: string; xp: number; xp_to_next_level: number };
  stats: {
    total_submissions: number;
    problems_solved: number;
    problems_attempted: number;
    quiz_attempts: number;
    average_quiz_score: number;
    interview_sessions_completed: number;
    lessons_completed: number;
    current_streak_days: number;
    longest_streak_days: number;
  };
  activity_chart: { last_30_days: { date: string; submissions: number; xp_earned: number }[] };
  achievements: {
    id: string;
    name: string;
    description?: string | null;
    icon_url?: string | null;
    earned_at: string;
  }[];
  recent_activity: {
    type: string;
    submission_id?: string | null;
    problem_id?: string | null;
    problem_title?: string | null;
    status?: string | null;
    timestamp: string;
  }[];
  recommended_next: { type: string; id: string; title: string }[];
};

export type Profile = {
  id: string;
  display_name: string;
  avatar_url?: string | null;
  bio?: string | null;
  level: string;
  xp: number;
  reputation: number;
  joined_at: string;
  stats: { problems_solved: number; total_submissions: number; acceptance_rate: number };
  badges: { name: string; icon_url?: string | null }[];
  recent_submissions: {
    problem_id: string;
    problem_title: string;
    status: string;
    submitted_at: string;
  }[];
};

type Message = { message: string };
type PageQuery = { page?: number; limit?: number };

export interface AccountPaths {
  "/v1/auth/register": {
    post: CallWith<
      { email: string; password: string; display_name: string },
      { user: SessionUser; message: string }
    >;
  };
  "/v1/auth/login": { post: CallWith<{ email: string; password: string }, SignedIn> };
  "/v1/auth/verify-email": { post: CallWith<{ token: string }, Message> };
  "/v1/auth/resend-verification": { post: CallWith<{ email: string }, Message> };
  "/v1/auth/forgot-password": { post: CallWith<{ email: string }, Message> };
  "/v1/auth/reset-password": {
    post: CallWith<{ token: string; new_password: string }, Message>;
  };
  "/v1/setup": {
    get: Call<SetupState>;
    post: CallWith<
      { token: string; email: string; password: string; display_name: string },
      SignedIn
    >;
  };
  "/v1/users/me": {
    get: Call<Me>;
    patch: CallWith<{ display_name?: string; bio?: string }, Me>;
  };
  "/v1/users/me/dashboard": { get: Call<Dashboard> };
  "/v1/users/{user_id}/profile": { get: Call<Profile, never, { user_id: string }> };
  "/v1/admin/mail": { get: ListCall<Mail, PageQuery & { to?: string }> };
  "/v1/admin/users": { get: ListCall<AccountRow, PageQuery & { q?: string }> };
  "/v1/admin/users/{user_id}/verify-email": {
    post: Call<AccountRow, never, { user_id: string }>;
  };
}
