/** A message as a sentence: with a capital at its start and a full stop at its end. */
export const sentence = (message: string): string => {
  const text = message.trim();
  const [first = "", ...rest] = text;
  return first.toLocaleUpperCase("en") + rest.join("") + (/[.!?:…]$/u.test(text) ? "" : ".");
};
