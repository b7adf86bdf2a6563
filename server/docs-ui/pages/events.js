import { fetchDocument } from "/docs/fetch-document.js";

const asyncapi = await fetchDocument("/asyncapi.json");
// The page heads each operation with the address of its channel; a channel that is no queue has a title only.
for (const channel of Object.values(asyncapi.channels)) channel.address ??= channel.title;
const show = { sidebar: true, messageExamples: true };
globalThis.renderAsyncApi(asyncapi, document.getElementById("document"), { show });
