import { Inbox, Play, Send, Settings } from "lucide-react";
import { useState } from "react";
import { Button, IconButton } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { Dialog } from "@/components/ui/dialog";
import { Checkbox, FormError, Input, Select, TextArea } from "@/components/ui/field";
import { Kbd } from "@/components/ui/kbd";
import { Link } from "@/components/ui/link";
import { Menu, MenuItem } from "@/components/ui/menu";
import { PasswordInput } from "@/components/ui/password-input";
import { SearchBox } from "@/components/ui/search-box";
import { EmptyState, ErrorState, Loading, Skeleton } from "@/components/ui/states";
import { toast } from "@/components/ui/toast";
import { Tooltip } from "@/components/ui/tooltip";
import { ApiError } from "@/lib/api/envelope";

export const Actions = () => {
  const [open, setOpen] = useState(false);
  return (
    <div className="grid gap-4">
      <div className="flex flex-wrap items-center gap-3">
        <Button tone="primary" icon={<Send size={16} aria-hidden />}>
          Submit
        </Button>
        <Button icon={<Play size={16} aria-hidden />}>Run</Button>
        <Button tone="ghost">Cancel</Button>
        <Button tone="danger">Delete</Button>
        <Button busy>Saving</Button>
        <Button disabled>Not now</Button>
        <IconButton label="Settings">
          <Settings size={18} aria-hidden />
        </IconButton>
      </div>
      <div className="flex flex-wrap items-center gap-3">
        <Button tone="primary" size="lg">
          Large
        </Button>
        <Button size="sm">Small</Button>
        <CopyButton text="3 4" label="Copy input" />
        <Menu trigger={<Button>Menu</Button>}>
          <MenuItem icon={<Inbox size={16} aria-hidden />}>First</MenuItem>
          <MenuItem>Second</MenuItem>
        </Menu>
        <Button onClick={() => setOpen(true)}>Dialog</Button>
        <Button onClick={() => toast("Your profile is saved.", "ok")}>Toast</Button>
        <Tooltip text="Runs the samples">
          <Button tone="ghost">Tooltip</Button>
        </Tooltip>
        <Link to="/">A link in text</Link>
        <Kbd>Ctrl+Enter</Kbd>
      </div>
      <Dialog
        open={open}
        onClose={() => setOpen(false)}
        title="Go back to the starter code?"
        actions={
          <>
            <Button tone="ghost" onClick={() => setOpen(false)}>
              Keep mine
            </Button>
            <Button tone="danger" onClick={() => setOpen(false)}>
              Go back
            </Button>
          </>
        }
      >
        <p className="text-ink-2">What you have written for this language is replaced.</p>
      </Dialog>
    </div>
  );
};

export const Forms = () => {
  const [search, setSearch] = useState("");
  return (
    <div className="grid gap-x-8 gap-y-5 md:grid-cols-2">
      <Input label="Display name" hint="Others see it on the leaderboard." defaultValue="Ada" />
      <Input
        label="E-mail address"
        defaultValue="ada@"
        error="Enter an e-mail address, like name@example.org."
      />
      <PasswordInput label="Password" defaultValue="Quest-2026" />
      <Select
        label="Language"
        options={[
          { value: "python", label: "Python 3.11" },
          { value: "cpp", label: "C++ 17" },
        ]}
      />
      <TextArea label="About you" rows={2} />
      <div className="grid content-start gap-4">
        <SearchBox label="Search problems" value={search} onSearch={setSearch} />
        <Checkbox label="Only what I have not solved" defaultChecked />
        <FormError>Too many attempts. Try again in 4 minutes.</FormError>
      </div>
    </div>
  );
};

const FAILURE = new ApiError({
  status: 503,
  code: "UNAVAILABLE",
  message: "The database is being upgraded. Try again in a minute.",
  requestId: "0199a4c2",
});

export const Feedback = () => (
  <div className="grid gap-5 md:grid-cols-3">
    <div className="rounded-lg border border-line bg-surface">
      <EmptyState icon={<Inbox aria-hidden />} title="No mail yet">
        When somebody signs up, the mail appears here.
      </EmptyState>
    </div>
    <div className="rounded-lg border border-line bg-surface">
      <ErrorState error={FAILURE} onRetry={() => undefined} />
    </div>
    <Loading
      label="Loading"
      className="grid content-start gap-3 rounded-lg border border-line bg-surface p-5"
    >
      <Skeleton className="h-6 w-2/3" />
      <Skeleton />
      <Skeleton />
      <Skeleton className="h-4 w-1/2" />
    </Loading>
  </div>
);
