type InlineTextProps = {
  /** Plain text in which `code` and **bold** are marked as in Markdown. */
  text: string;
};

const MARKS = /(`[^`]+`|\*\*[^*]+\*\*)/u;

/** A short text with code and bold words; everything else is shown as it is, line breaks too. */
export const InlineText = ({ text }: InlineTextProps) => (
  <span className="whitespace-pre-line [&_code]:rounded-xs [&_code]:bg-sunken [&_code]:px-1">
    {text
      .trim()
      .split(MARKS)
      .map((part, index) => {
        // biome-ignore-start lint/suspicious/noArrayIndexKey: the parts of a text keep their order.
        if (part.length > 2 && part.startsWith("`"))
          return <code key={index}>{part.slice(1, -1)}</code>;
        if (part.length > 4 && part.startsWith("**")) {
          return <strong key={index}>{part.slice(2, -2)}</strong>;
        }
        // biome-ignore-end lint/suspicious/noArrayIndexKey: as above.
        return part;
      })}
  </span>
);
