import type { Topic } from "@/lib/api/work";

/** The topic tree as choices of a list, children set in; a chosen one that is not known stays visible. */
export const topicOptions = (
  topics: readonly Topic[] | undefined,
  selected: string | undefined,
) => {
  const options = (topics ?? []).flatMap((topic) => [
    { value: topic.slug, label: topic.name },
    ...(topic.children ?? []).map((child) => ({ value: child.slug, label: `\u2003${child.name}` })),
  ]);
  const known = selected === undefined || options.some((option) => option.value === selected);
  return known ? options : [...options, { value: selected, label: selected }];
};

/** The id of the topic with this slug; undefined when there is none. */
export const topicId = (
  topics: readonly Topic[] | undefined,
  slug: string | undefined,
): string | undefined =>
  (topics ?? [])
    .flatMap((topic) => [topic, ...(topic.children ?? [])])
    .find((topic) => topic.slug === slug)?.id;
