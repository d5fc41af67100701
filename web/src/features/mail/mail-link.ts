/** A piece of a mail's text: plain, or an address that can be opened. */
export type MailPart = { text: string; isLink: boolean };

const LINK = /https?:\/\/[^\s<>"]+[^\s<>".,;:!?)]/g;

/** Cuts a mail's text at its links. */
export const mailParts = (text: string): MailPart[] => {
  const parts: MailPart[] = [];
  let at = 0;
  for (const match of text.matchAll(LINK)) {
    if (match.index > at) parts.push({ text: text.slice(at, match.index), isLink: false });
    parts.push({ text: match[0], isLink: true });
    at = match.index + match[0].length;
  }
  if (at < text.length) parts.push({ text: text.slice(at), isLink: false });
  return parts;
};

/** The link that a mail is about: its first. */
export const mailLink = (text: string): string | undefined =>
  mailParts(text).find((part) => part.isLink)?.text;

/** True for a mail that asks to confirm an address. */
export const isConfirmation = (text: string): boolean =>
  mailLink(text)?.includes("/verify-email") ?? false;
