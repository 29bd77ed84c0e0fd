// What a map needs of its browser beside Streamlit: a page that scrolls over it, and something to see where it cannot be drawn.
(function () {
  const MAP = '[data-testid="stDeckGlJsonChart"]';
  const mapOf = (event) => event.target instanceof Element && event.target.closest(MAP);
  const fills = (map) => map.closest('[class*="st-key-over-"]')?.querySelector('[aria-label^="Close fullscreen"]');
  const note = (map) => map.closest('[class*="st-key-over-"]')?.querySelector(".map-note");

  // The wheel and one finger move the page; with Ctrl or ⌘, with two fingers, and where the map fills the window, they move the map.
  // page.css lets the browser have the finger.
  let hint = 0;
  function tell(map, text) {
    const place = note(map);
    if (!place) return;
    place.textContent = text;
    clearTimeout(hint);
    hint = setTimeout(() => (place.textContent = ""), 1500);
  }

  addEventListener(
    "wheel",
    (event) => {
      const map = mapOf(event);
      if (!map || event.ctrlKey || event.metaKey || fills(map)) return;
      event.stopPropagation();
      tell(map, (/Mac/.test(navigator.platform) ? "⌘" : "Ctrl") + " and the wheel zoom the map");
    },
    { capture: true, passive: true }
  );

  const fingers = new Set();
  for (const kind of ["pointerdown", "pointerup", "pointercancel"]) {
    addEventListener(kind, (event) => event.pointerType === "touch" && fingers[kind === "pointerdown" ? "add" : "delete"](event.pointerId), true);
  }
  addEventListener(
    "pointermove",
    (event) => {
      const map = event.pointerType === "touch" && mapOf(event);
      if (map && fingers.size < 2 && !fills(map)) event.stopPropagation();
    },
    true
  );
  addEventListener("touchstart", (event) => event.touches.length > 1 && mapOf(event) && event.cancelable && event.preventDefault(), {
    capture: true,
    passive: false,
  });

  // A map that the graphics card has dropped stays broken, and its page is its address: it is opened anew, once.
  const DROPPED = "map-dropped", AGAIN_AFTER = 60_000;
  function anew() {
    const before = Number(atlas.store.getItem(DROPPED));
    if (document.hidden || Date.now() - before < AGAIN_AFTER) return;
    atlas.store.setItem(DROPPED, String(Date.now()));
    location.reload();
  }
  let dropped = false;
  document.addEventListener("webglcontextlost", (event) => mapOf(event) && event.target.isConnected && ((dropped = true), anew()), true);
  document.addEventListener("visibilitychange", () => dropped && anew());

  // Without WebGL there is the picture that the server draws, on the pages whose map it is; elsewhere a sentence.
  const PICTURED = /\/(map)?$/;
  function draws() {
    const context = document.createElement("canvas").getContext("webgl2");
    context?.getExtension("WEBGL_lose_context")?.loseContext();
    return !!context;
  }

  function still(map) {
    const over = note(map)?.parentElement;
    if (!over || over.querySelector(".map-still")) return;
    const told = document.createElement("div");
    told.className = "map-still";
    const sentence = Object.assign(document.createElement("p"), {
      textContent: "This browser draws no maps: WebGL is switched off or missing. The tables of this page hold the same facts.",
    });
    told.append(sentence);
    if (PICTURED.test(location.pathname)) {
      const query = over.closest("[data-picture]")?.dataset.picture ?? location.search;
      const asked = new URLSearchParams([...new URLSearchParams(query)].filter(([name]) => !name.startsWith("embed")));
      const picture = Object.assign(new Image(), { alt: map.getAttribute("aria-label") || "The map of this view as a picture" });
      picture.onload = () => sentence.replaceWith(picture);
      picture.src = window.__streamlit.BACKEND_BASE_URL + "/api/v1/map.png?" + asked;
    }
    over.append(told);
  }

  let able;
  setInterval(() => {
    const maps = document.querySelectorAll(MAP);
    if (maps.length) able ??= draws();
    if (able === false) maps.forEach(still);
  }, 700);
})();
