import { createRoute, useLocation } from "@tanstack/react-router";
import { lazyPage } from "../lazy-page";
import { rootRoute } from "../root-route";
import { text } from "./search";

const ReferencePage = lazyPage(
  () => import("@/features/reference/reference-page"),
  "ReferencePage",
);

const reference = createRoute({
  getParentRoute: () => rootRoute,
  path: "/reference",
  validateSearch: (search: Record<string, unknown>) => text(search, "q"),
  component: function Reference() {
    const navigate = reference.useNavigate();
    const { q } = reference.useSearch();
    const hash = useLocation({ select: (location) => location.hash });
    return (
      <ReferencePage
        hash={hash}
        search={q ?? ""}
        onSearch={(next) =>
          void navigate({
            search: next === "" ? {} : { q: next },
            replace: true,
            resetScroll: false,
          })
        }
        onOpen={(id) =>
          void navigate({
            search: true,
            hash: id,
            replace: true,
            resetScroll: false,
            hashScrollIntoView: false,
          })
        }
      />
    );
  },
});

/** The reference of the API. It loads when first opened. */
export const referenceRoutes = [reference] as const;
