// Draws the REST documentation from the schema named by the page. Nothing leaves this server.
const place = document.querySelector("#main");
window.SwaggerUIBundle({
  url: place.dataset.schema,
  domNode: place,
  deepLinking: true,
  validatorUrl: null,
  docExpansion: "none",
  defaultModelsExpandDepth: 0,
});
