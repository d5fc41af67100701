import { Check, Copy } from "lucide-react";
import { useEffect, useState } from "react";
import { copyText } from "@/lib/copy-text";
import { Button, type ButtonSize, type ButtonTone, IconButton } from "./button";
import { toast } from "./toast";

type CopyButtonProps = {
  /** What is copied. */
  text: string;
  /** What is copied, in words: "Copy input". */
  label: string;
  /** Only the icon is visible. */
  iconOnly?: boolean;
  size?: ButtonSize;
  tone?: ButtonTone;
};

/** Copies a text and says that it did. */
export const CopyButton = ({ text, label, iconOnly, size = "sm", tone }: CopyButtonProps) => {
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), 2_000);
    return () => clearTimeout(timer);
  }, [copied]);
  const copy = async () => {
    if (await copyText(text)) setCopied(true);
    else toast("The browser does not allow copying here. Select the text and copy it.", "bad");
  };
  const icon = copied ? <Check size={16} aria-hidden /> : <Copy size={16} aria-hidden />;
  return (
    <>
      {iconOnly ? (
        <IconButton label={label} size={size} onClick={copy}>
          {icon}
        </IconButton>
      ) : (
        <Button size={size} tone={tone ?? "secondary"} icon={icon} onClick={copy}>
          {copied ? "Copied" : label}
        </Button>
      )}
      <span role="status" className="sr-only">
        {copied ? "Copied" : ""}
      </span>
    </>
  );
};
