import { ArrowLeft, MailCheck } from "lucide-react";
import { Button } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { linkClass } from "@/components/ui/link";
import { useConfirmAccount } from "@/lib/admin/confirm-account";
import type { Mail } from "@/lib/api/accounts";
import { cn } from "@/lib/cn";
import { dayTime } from "@/lib/time";
import { isConfirmation, mailLink, mailParts } from "./mail-link";

type MailViewProps = { mail: Mail; onClose: () => void };

/** One mail: its text, its link to copy, and for a confirmation the way to confirm at once. */
export const MailView = ({ mail, onClose }: MailViewProps) => {
  const { mutate, isPending } = useConfirmAccount();
  const link = mailLink(mail.text);
  return (
    <article aria-label={mail.subject} className="grid content-start gap-4 p-4 sm:p-5">
      <div className="lg:hidden">
        <Button
          size="sm"
          tone="ghost"
          icon={<ArrowLeft size={16} aria-hidden />}
          onClick={onClose}
          className="-ml-2"
        >
          All mail
        </Button>
      </div>
      <header>
        <h2 className="text-lg">{mail.subject}</h2>
        <p className="mt-1 text-sm text-ink-2">
          To <span className="break-all">{mail.to}</span>
        </p>
        <p className="text-sm text-ink-2">{dayTime(mail.created_at)}</p>
      </header>
      <div className="flex flex-wrap gap-2">
        {link ? <CopyButton text={link} label="Copy link" size="md" /> : null}
        {isConfirmation(mail.text) ? (
          <Button
            tone="primary"
            busy={isPending}
            icon={<MailCheck size={16} aria-hidden />}
            onClick={() => mutate({ email: mail.to })}
          >
            Confirm this account
          </Button>
        ) : null}
      </div>
      <p className="border-t border-line pt-4 whitespace-pre-wrap">
        {mailParts(mail.text).map((part, index) =>
          part.isLink ? (
            <a
              // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a text have no other identity.
              key={index}
              href={part.text}
              rel="noreferrer"
              className={cn(linkClass, "break-all")}
            >
              {part.text}
            </a>
          ) : (
            part.text
          ),
        )}
      </p>
    </article>
  );
};
