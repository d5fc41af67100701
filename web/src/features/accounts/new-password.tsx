import { Check, Circle } from "lucide-react";
import { useState } from "react";
import { PasswordInput } from "@/components/ui/password-input";
import { cn } from "@/lib/cn";
import { PASSWORD_RULES } from "./rules";

type NewPasswordProps = { label?: string; error: string | undefined };

/** A new password, with its rules ticked off while typing. The field is named `password`. */
export const NewPassword = ({ label = "Password", error }: NewPasswordProps) => {
  const [value, setValue] = useState("");
  return (
    <div className="grid gap-2">
      <PasswordInput
        label={label}
        name="password"
        autoComplete="new-password"
        required
        value={value}
        onChange={(event) => setValue(event.target.value)}
        error={error}
      />
      <ul className="grid grid-cols-1 gap-x-4 gap-y-1 text-sm text-ink-2 min-[24rem]:grid-cols-2">
        {PASSWORD_RULES.map((rule) => {
          const holds = rule.holds(value);
          return (
            <li key={rule.text} className={cn("flex items-center gap-2", holds && "text-ok")}>
              {holds ? <Check size={14} aria-hidden /> : <Circle size={14} aria-hidden />}
              {rule.text}
              {holds ? <span className="sr-only"> (done)</span> : null}
            </li>
          );
        })}
      </ul>
    </div>
  );
};
