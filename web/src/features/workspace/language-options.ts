import type { OptionGroup } from "@/components/ui/field";
import type { Language } from "@/lib/api/work";

type Options = OptionGroup["options"][number][];

const byName = (a: Language, b: Language): number =>
  a.name.localeCompare(b.name, "en", { numeric: true });

/**
 * The languages by name: those that run here, and below them those that do not, with the command that installs them.
 * The chosen one stays selectable, because somebody's work may be written in it.
 */
export const languageOptions = (
  offered: readonly Language[],
  chosen: string,
): (Options[number] | OptionGroup)[] => {
  const sorted = [...offered].sort(byName);
  const here: Options = sorted
    .filter((item) => item.available)
    .map((item) => ({
      value: item.key,
      label: item.version ? `${item.name} ${item.version}` : item.name,
    }));
  const missing: Options = sorted
    .filter((item) => !item.available)
    .map((item) => ({
      value: item.key,
      label: item.install_hint ? `${item.name}: ${item.install_hint}` : item.name,
      disabled: item.key !== chosen,
    }));
  return missing.length === 0 ? here : [...here, { label: "Not installed here", options: missing }];
};
