import { QueryClientProvider } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { Toaster } from "@/components/ui/toast";
import { TooltipProvider } from "@/components/ui/tooltip";
import { queryClient } from "@/lib/query";

type ProvidersProps = { children: ReactNode };

/** What every page stands on: server state, tooltips, notifications. */
export const Providers = ({ children }: ProvidersProps) => (
  <QueryClientProvider client={queryClient}>
    <TooltipProvider>
      {children}
      <Toaster />
    </TooltipProvider>
  </QueryClientProvider>
);
