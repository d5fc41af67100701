import { useQuery } from "@tanstack/react-query";
import { setupState } from "./api/setup-state";

type MailAdviceProps = {
  /** What stands there when the server does send mail. */
  sent: string;
};

/** Where the mail is: in the reader's inbox, or with the administrator of a server without mail. */
export const MailAdvice = ({ sent }: MailAdviceProps) => {
  const { data } = useQuery(setupState);
  if (data?.mail !== "outbox") return <p>{sent}</p>;
  return (
    <>
      <p>This server sends no mail. Its administrator can give you the link or confirm you:</p>
      <p className="rounded-sm border border-line bg-surface px-3 py-2 text-ink">
        {data.contact || "ask whoever gave you this address"}
      </p>
    </>
  );
};
