import { Outlet } from "@tanstack/react-router";

export const Shell = () => (
  <main id="content" className="mx-auto max-w-6xl p-6">
    <Outlet />
  </main>
);
