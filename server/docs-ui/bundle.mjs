// Writes what comes of node_modules/ to a directory, the one argument. `update` calls it.

import { build } from "esbuild";
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

const MODULES = "node_modules/";
const target = process.argv[2];
const require = createRequire(import.meta.url);

function writeGzipped(name, content) {
  writeFileSync(join(target, `${name}.gz`), gzipSync(content, { level: 9 }));
}

// Leaves out of the AsyncAPI component what only its parser needs: the linter, and the schemas of AsyncAPI itself, of
// which nothing but the versions' names is used.
const withoutParser = {
  name: "without-parser",
  setup(build) {
    build.onResolve({ filter: /^@asyncapi\/parser(\/cjs\/document)?$/ }, () => ({ path: "parser", namespace: "stub" }));
    build.onResolve({ filter: /^@asyncapi\/specs$/ }, () => ({ path: "specs", namespace: "stub" }));
    build.onResolve({ filter: /^@stoplight\// }, () => ({ path: "linter", namespace: "stub" }));
    build.onResolve({ filter: /^\.\/parser$/ }, ({ importer }) =>
      importer.includes("react-component") ? { path: "nothing", namespace: "stub" } : undefined,
    );
    const stubs = {
      parser: ["document", "stringify", "models/index"]
        .map((module) => `export * from "@asyncapi/parser/esm/${module}.js";`)
        .join("\n"),
      specs: `export default ${JSON.stringify({ schemas: versions() })};`,
      nothing: "export {};",
      linter: "export class Document {}\nexport const DiagnosticSeverity = {};",
    };
    build.onLoad({ filter: /.*/, namespace: "stub" }, ({ path }) => ({ contents: stubs[path], resolveDir: "." }));
  },
};

function versions() {
  const { schemas } = require("@asyncapi/specs");
  return Object.fromEntries(Object.keys(schemas).map((version) => [version, {}]));
}

// Bundles the renderer, and gives the packages that ended up in it.
async function bundleRenderer() {
  const { metafile, outputFiles } = await build({
    entryPoints: ["renderer.js"],
    bundle: true,
    define: { "process.env.NODE_ENV": '"production"', global: "globalThis" },
    format: "iife",
    legalComments: "none",
    logLevel: "warning",
    metafile: true,
    minify: true,
    plugins: [withoutParser],
    target: "es2022",
    treeShaking: true,
    write: false,
  });
  writeGzipped("asyncapi.js", outputFiles[0].contents);
  const inputs = Object.values(metafile.outputs)[0].inputs;
  const bundled = Object.keys(inputs).filter((path) => path.startsWith(MODULES) && inputs[path].bytesInOutput > 0);
  return new Set(bundled.map(packageDirectory));
}

function packageDirectory(path) {
  const start = path.lastIndexOf(MODULES) + MODULES.length;
  const names = path.slice(start).split("/");
  return path.slice(0, start) + names.slice(0, names[0].startsWith("@") ? 2 : 1).join("/");
}

// Name, version, and every text on licences that a package carries.
function notice(directory) {
  const { name, version, license } = JSON.parse(readFileSync(join(directory, "package.json")));
  const isNotice = (file) => /^(licen[cs]e|notice)/i.test(file) || file === "swagger-ui-bundle.js.LICENSE.txt";
  const texts = readdirSync(directory)
    .filter(isNotice)
    .sort()
    .map((file) => readFileSync(join(directory, file), "utf8").trim());
  return [`${name} ${version} (${license})`, "=".repeat(72), ...texts].join("\n\n");
}

const SWAGGER = `${MODULES}swagger-ui-dist`;
const ASYNCAPI = `${MODULES}@asyncapi/react-component`;
writeGzipped("swagger-ui.js", readFileSync(join(SWAGGER, "swagger-ui-bundle.js")));
writeGzipped("swagger-ui.css", readFileSync(join(SWAGGER, "swagger-ui.css")));
writeGzipped("asyncapi.css", readFileSync(join(ASYNCAPI, "styles/default.min.css")));
const packages = [SWAGGER, ...[...(await bundleRenderer())].sort()];
writeFileSync(join(target, "licences.txt"), packages.map(notice).join("\n\n\n") + "\n");
