import { fileURLToPath } from "node:url";
import { defineConfig, mergeConfig } from "vite";
import app from "./vite.config";

/** The component gallery: for developers only, `vite build` of the app never sees it. */
export default mergeConfig(
  app,
  defineConfig({
    root: fileURLToPath(new URL("./gallery", import.meta.url)),
    publicDir: fileURLToPath(new URL("./public", import.meta.url)),
    build: { outDir: "../.gallery", emptyOutDir: true },
  }),
);
