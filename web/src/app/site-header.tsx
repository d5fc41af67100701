import { Link } from "@tanstack/react-router";
import { ButtonLink } from "@/components/ui/link";
import { Mark } from "@/components/ui/mark";
import { ThemeToggle } from "@/components/ui/theme-toggle";
import { useSession } from "@/lib/session/use-session";
import { MobileNav } from "./mobile-nav";
import { navItems } from "./nav-items";
import { UserMenu } from "./user-menu";

/** The bar at the top: 56 px high, as `--header` says. */
export const SiteHeader = () => {
  const user = useSession();
  return (
    <header className="sticky top-0 z-40 border-b border-line bg-surface">
      <div className="flex h-(--header) items-center gap-1 px-2 sm:px-4">
        <Link
          to={user ? "/dashboard" : "/"}
          className="flex items-center gap-2 rounded-sm px-2 py-1.5 font-display text-lg font-bold tracking-tight"
        >
          <Mark />
          <span className="max-[22rem]:sr-only">CodeQuest</span>
        </Link>
        <nav aria-label="Main" className="ml-3 hidden h-full md:flex">
          {navItems(user).map((item) => (
            <Link
              key={item.to}
              to={item.to}
              className="flex h-full items-center border-y-3 border-transparent px-3 text-sm font-medium text-ink-2 -outline-offset-4 hover:text-ink data-[status=active]:border-b-accent data-[status=active]:text-ink"
            >
              {item.label}
            </Link>
          ))}
        </nav>
        <div className="ml-auto flex items-center gap-1">
          <ThemeToggle />
          {user ? (
            <UserMenu user={user} />
          ) : (
            <>
              <ButtonLink to="/sign-in" search={{}} tone="ghost" className="max-sm:hidden">
                Sign in
              </ButtonLink>
              <ButtonLink to="/sign-up" tone="primary" size="sm">
                Sign up
              </ButtonLink>
            </>
          )}
          <MobileNav user={user} />
        </div>
      </div>
    </header>
  );
};
