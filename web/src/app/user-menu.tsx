import { Link, useNavigate } from "@tanstack/react-router";
import { BookText, History, Inbox, LogOut, Settings, UserRound, Users } from "lucide-react";
import { Avatar } from "@/components/ui/avatar";
import { Menu, MenuItem, MenuLabel, MenuSeparator } from "@/components/ui/menu";
import type { SessionUser } from "@/lib/api/accounts";
import { session } from "@/lib/session/session";
import { isAdmin } from "@/lib/session/use-session";

type UserMenuProps = { user: SessionUser };

/** The signed-in person's places, and the way out. */
export const UserMenu = ({ user }: UserMenuProps) => {
  const navigate = useNavigate();
  const name = user.display_name || user.email;
  const signOut = () => {
    void session.end();
    void navigate({ to: "/" });
  };
  return (
    <Menu
      trigger={
        <button
          type="button"
          className="inline-flex size-10 items-center justify-center rounded-full"
        >
          <span className="sr-only">Account of {name}</span>
          <Avatar name={name} id={user.id} />
        </button>
      }
    >
      <MenuLabel>
        <span className="block max-w-56 truncate font-semibold text-ink">{name}</span>
        <span className="block max-w-56 truncate">{user.email}</span>
      </MenuLabel>
      <MenuSeparator />
      <MenuItem asChild>
        <Link to="/users/$userId" params={{ userId: user.id }}>
          <UserRound size={16} aria-hidden />
          Profile
        </Link>
      </MenuItem>
      <MenuItem asChild>
        <Link to="/submissions" search={{}}>
          <History size={16} aria-hidden />
          Submissions
        </Link>
      </MenuItem>
      <MenuItem asChild>
        <Link to="/settings">
          <Settings size={16} aria-hidden />
          Settings
        </Link>
      </MenuItem>
      <MenuItem asChild>
        <Link to="/reference" search={{}}>
          <BookText size={16} aria-hidden />
          API reference
        </Link>
      </MenuItem>
      {isAdmin(user) ? (
        <>
          <MenuSeparator />
          <MenuLabel>Administration</MenuLabel>
          <MenuItem asChild>
            <Link to="/admin/accounts" search={{}}>
              <Users size={16} aria-hidden />
              Accounts
            </Link>
          </MenuItem>
          <MenuItem asChild>
            <Link to="/admin/mail" search={{}}>
              <Inbox size={16} aria-hidden />
              Mail outbox
            </Link>
          </MenuItem>
        </>
      ) : null}
      <MenuSeparator />
      <MenuItem icon={<LogOut size={16} aria-hidden />} onSelect={signOut}>
        Sign out
      </MenuItem>
    </Menu>
  );
};
