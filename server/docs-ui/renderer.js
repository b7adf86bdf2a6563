// Renders an AsyncAPI document, as the global function `renderAsyncApi(document, element)`.
//
// The parser that comes with the component compiles its validation to JavaScript at run time, for which a page needs
// `unsafe-eval`. Our document is known to be valid, so this does the rest of what the parser does, with its own functions.

import AsyncApiComponent from "@asyncapi/react-component/lib/esm/without-parser.js";
import { anonymousNaming } from "@asyncapi/parser/esm/custom-operations/anonymous-naming.js";
import { applyUniqueIds } from "@asyncapi/parser/esm/custom-operations/apply-unique-ids.js";
import { createAsyncAPIDocument } from "@asyncapi/parser/esm/document.js";
import { ParserAPIVersion } from "@asyncapi/parser/esm/models/index.js";
import { xParserApiVersion, xParserSpecParsed } from "@asyncapi/parser/esm/constants.js";
import { createDetailedAsyncAPI, setExtension } from "@asyncapi/parser/esm/utils.js";
import { createElement } from "react";
import { createRoot } from "react-dom/client";

// What stands behind a reference such as `#/components/schemas/Address`.
function find(document, reference) {
  const unescaped = (key) => key.replaceAll("~1", "/").replaceAll("~0", "~");
  const keys = reference.slice("#/".length).split("/").map(unescaped);
  return keys.reduce((value, key) => value[key], document);
}

// Puts what they refer to in the place of all references. One target is one object, wherever it is referred to: the
// component tells by that which operations belong to a channel.
function resolve(document) {
  const resolved = new Map();
  const walk = (value) => {
    if (typeof value?.$ref === "string") return walk(find(document, value.$ref));
    if (typeof value !== "object" || value === null) return value;
    if (resolved.has(value)) return resolved.get(value);
    const copy = Array.isArray(value) ? [] : {};
    resolved.set(value, copy);
    for (const [key, item] of Object.entries(value)) copy[key] = walk(item);
    return copy;
  };
  return walk(document);
}

function parse(document) {
  const resolved = resolve(document);
  applyUniqueIds(resolved);
  const parsed = createAsyncAPIDocument(createDetailedAsyncAPI(resolved, document));
  setExtension(xParserSpecParsed, true, parsed);
  setExtension(xParserApiVersion, ParserAPIVersion, parsed);
  anonymousNaming(parsed);
  return parsed;
}

globalThis.renderAsyncApi = (document, element, config) => {
  createRoot(element).render(createElement(AsyncApiComponent, { schema: parse(document), config }));
};
