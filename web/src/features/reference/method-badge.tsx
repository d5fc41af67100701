import { Badge, type BadgeTone } from "@/components/ui/badge";

const TONES: Record<string, BadgeTone> = {
  GET: "ok",
  POST: "accent",
  PUT: "slow",
  PATCH: "mem",
  DELETE: "bad",
};

type MethodBadgeProps = { method: string };

/** The method of a call. */
export const MethodBadge = ({ method }: MethodBadgeProps) => (
  <Badge tone={TONES[method] ?? "quiet"} className="w-16 justify-center font-mono">
    {method}
  </Badge>
);
