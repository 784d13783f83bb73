// Opens YASGUI over the endpoint of this server. Nothing is fetched from elsewhere.
(() => {
  "use strict";
  const place = document.getElementById("editor");
  const endpoint = new URL("/sparql", location.href).href;
  Yasgui.Yasqe.defaults.value = place.dataset.query;
  Yasgui.Yasqe.defaults.autocompleters = ["variables"]; // the others ask servers elsewhere
  new Yasgui(place, {
    requestConfig: { endpoint, method: "POST" },
    endpointCatalogueOptions: { getData: () => [{ endpoint }] },
    copyEndpointOnNewTab: true,
    persistenceId: "dixit",
  });
})();
