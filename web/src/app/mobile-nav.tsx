import { Link } from "@tanstack/react-router";
import { LogIn, Menu as MenuIcon } from "lucide-react";
import { IconButton } from "@/components/ui/button";
import { Menu, MenuItem, MenuSeparator } from "@/components/ui/menu";
import type { SessionUser } from "@/lib/api/accounts";
import { navItems } from "./nav-items";

type MobileNavProps = { user: SessionUser | null };

/** The main places behind a button, where the bar has no room for them. */
export const MobileNav = ({ user }: MobileNavProps) => (
  <div className="md:hidden">
    <Menu
      trigger={
        <IconButton label="Menu">
          <MenuIcon size={20} aria-hidden />
        </IconButton>
      }
    >
      {navItems(user).map(({ to, label, icon: Icon }) => (
        <MenuItem key={to} asChild>
          <Link to={to}>
            <Icon size={16} aria-hidden />
            {label}
          </Link>
        </MenuItem>
      ))}
      {user ? null : (
        <>
          <MenuSeparator />
          <MenuItem asChild>
            <Link to="/sign-in" search={{}}>
              <LogIn size={16} aria-hidden />
              Sign in
            </Link>
          </MenuItem>
        </>
      )}
    </Menu>
  </div>
);
