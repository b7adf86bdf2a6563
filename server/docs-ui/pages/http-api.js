import { fetchDocument } from "/docs/fetch-document.js";

const spec = await fetchDocument("/openapi.json");
// What is tried out is tried on the server that shows the page: the document names production first.
spec.servers = [{ url: location.origin, description: "This server" }];
globalThis.SwaggerUIBundle({
  spec,
  dom_id: "#document",
  deepLinking: true,
  displayRequestDuration: true,
  // It would ask a validator on the internet.
  validatorUrl: null,
});
