import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Button } from "@/components/ui/button";
import { FormError, Input, TextArea } from "@/components/ui/field";
import { Link } from "@/components/ui/link";
import { Page } from "@/components/ui/page";
import { PageHeader } from "@/components/ui/page-header";
import { ErrorState, Loading, Skeleton } from "@/components/ui/states";
import { toast } from "@/components/ui/toast";
import type { Me } from "@/lib/api/accounts";
import { session } from "@/lib/session/session";
import { useSession } from "@/lib/session/use-session";
import { useForm } from "@/lib/use-form";
import { useTitle } from "@/lib/use-title";
import { getMe, updateMe } from "./api/profile";

type ProfileFormProps = { me: Me };

const ProfileForm = ({ me }: ProfileFormProps) => {
  const client = useQueryClient();
  const form = useForm({
    check: (values): Record<string, string> =>
      values.display_name?.trim() ? {} : { display_name: "Enter the name that others will see." },
    send: (values) =>
      updateMe({ display_name: values.display_name?.trim() ?? "", bio: values.bio ?? "" }),
    onDone: (changed) => {
      client.setQueryData(getMe(changed.id).queryKey, changed);
      session.rename(changed.display_name);
      void client.invalidateQueries({ queryKey: ["profile", changed.id] });
      void client.invalidateQueries({ queryKey: ["dashboard", changed.id] });
      toast("Your profile is saved.", "ok");
    },
  });
  return (
    <form ref={form.ref} onSubmit={form.onSubmit} noValidate className="grid max-w-xl gap-5">
      <Input
        label="Display name"
        hint="Others see it on the leaderboard."
        name="display_name"
        autoComplete="nickname"
        defaultValue={me.display_name}
        required
        maxLength={80}
        error={form.error("display_name")}
      />
      <TextArea
        label="About you"
        hint="Everybody can read it on your profile."
        name="bio"
        defaultValue={me.bio ?? ""}
        rows={5}
        maxLength={1000}
        error={form.error("bio")}
      />
      <FormError>{form.formError}</FormError>
      <div>
        <Button type="submit" tone="primary" busy={form.busy}>
          Save
        </Button>
      </div>
    </form>
  );
};

/** The signed-in person's own account. */
export const SettingsPage = () => {
  useTitle("Settings");
  const userId = useSession()?.id ?? "";
  const { data, error, refetch } = useQuery(getMe(userId));
  return (
    <Page width="text">
      <PageHeader title="Settings" />
      {data ? (
        <div className="grid gap-10">
          <ProfileForm me={data} />
          <section className="grid gap-2 border-t border-line pt-6">
            <h2 className="text-lg">Signing in</h2>
            <p className="text-ink-2">
              Your address is <span className="break-all text-ink">{data.email}</span>.
            </p>
            <p>
              <Link to="/forgot-password">Change the password by mail</Link>
            </p>
          </section>
        </div>
      ) : error ? (
        <ErrorState error={error} onRetry={() => void refetch()} />
      ) : (
        <Loading label="Loading your account" className="grid max-w-xl gap-5">
          <Skeleton className="h-11" />
          <Skeleton className="h-28" />
          <Skeleton className="h-10 w-24" />
        </Loading>
      )}
    </Page>
  );
};
