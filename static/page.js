// Runs before the dashboard starts. It fetches nothing but its style, and keeps nothing but the window's size, when a story was opened, the
// visitor's own story, that the welcome was taken away, and the version of the data that was seen last.
(function () {
  // Where the server is: without this the browser tries /map/_stcore first and logs two errors on every page but the first. This page alone
  // may ask Streamlit for something (see connection.js), and no dialog tells a visitor how to start a server.
  window.__streamlit = {
    BACKEND_BASE_URL: document.currentScript.src.split("/app/static/")[0],
    HOST_CONFIG: { allowedOrigins: [location.origin], useExternalAuthToken: false, blockErrorDialogs: true },
  };

  // What this window remembers; where a browser keeps nothing for a frame on another site, as long as the page is open.
  function memory() {
    const held = new Map();
    return { getItem: (name) => held.get(name) ?? null, setItem: (name, text) => held.set(name, text), removeItem: (name) => held.delete(name) };
  }
  try {
    window.atlas = { store: window.sessionStorage };
  } catch {
    window.atlas = { store: memory() };
  }

  // Below the page, so that it comes after Streamlit's own rules; by address, so that it is not sent again at every change.
  const style = Object.assign(document.createElement("link"), {
    rel: "stylesheet",
    href: document.currentScript.src.replace("page.js", "page.css"),
  });
  document.addEventListener("DOMContentLoaded", () => document.body.append(style));

  // How wide and high the window is, so that maps open on an extent that fits and a scene of a story fills the screen; and whether it is
  // so narrow that Streamlit lays the panel of the filters over the page.
  function note() {
    document.documentElement.classList.toggle("panel-over", innerWidth < 769);
    document.cookie = "viewport=" + Math.round(innerWidth) + "x" + Math.round(innerHeight) + "; path=/; SameSite=Strict";
  }
  note();
  window.addEventListener("resize", note);

  // Over the page Streamlit would open the panel again with every load.
  try {
    if (document.documentElement.matches(".panel-over")) Object.keys(localStorage).filter((name) => name.startsWith("stSidebarCollapsed")).forEach((name) => localStorage.removeItem(name));
  } catch {
    // A frame on another site has no storage, and no panel.
  }

  // For a year. What a frame on another site may not keep is passed over without a word.
  const keep = (name, value) => (document.cookie = name + "=" + value + "; path=/; max-age=31536000; SameSite=Strict");
  const kept = (name) => (document.cookie.match("(?:^|; )" + name + "=([^;]*)") || [])[1];

  // Whoever has taken the welcome away does not see it again; only this browser knows.
  document.documentElement.classList.toggle("at-home", kept("at-home") !== undefined);
  document.addEventListener("click", (event) => {
    if (!(event.target instanceof Element) || !event.target.closest(".welcome-away")) return;
    keep("at-home", "1");
    document.documentElement.classList.add("at-home");
  });

  // Which version of the data this browser saw last and which before it, for what is new since. Nobody else keeps it.
  const described = document.querySelector('script[type="application/ld+json"]');
  const version = described && JSON.parse(described.textContent).version;
  const seen = kept("version-seen");
  if (version && seen !== version) {
    if (seen) keep("version-before", seen);
    keep("version-seen", version);
  }

  // What takes keys itself, beside a dialog, which takes them all. A map is a canvas too, and takes none.
  const FIELD =
    "input, textarea, select, [contenteditable], [role=combobox], [role=slider], [role=grid], [role=tab], [data-testid=stDataFrame] canvas";

  function free(event, further = "") {
    const on = event.target instanceof Element ? event.target : document.body;
    return !event.ctrlKey && !event.metaKey && !event.altKey && !document.querySelector("[role=dialog]") && !on.closest(FIELD + further);
  }

  // The button that names the filters opens their panel, which Streamlit's own does.
  document.addEventListener(
    "click",
    (event) => {
      if (!(event.target instanceof Element) || !event.target.closest(".open-filters")) return;
      event.stopPropagation();
      document.querySelector('[data-testid="stExpandSidebarButton"]')?.click();
    },
    true
  );

  function ownLink(event) {
    return event.target instanceof Element && event.target.closest(".links a:not([target])");
  }

  // A link within the atlas is a step in the history, which Streamlit follows without loading the page anew.
  document.addEventListener("click", (event) => {
    const link = ownLink(event);
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    const to = new URL(link.href);
    for (const [name, value] of new URLSearchParams(location.search)) {
      // A frame on another site stays one.
      if (name.startsWith("embed")) to.searchParams.append(name, value);
    }
    if (to.href === location.href) return;
    history.pushState(null, "", to.href);
    dispatchEvent(new PopStateEvent("popstate"));
  });

  // Paper is narrower than the window for which charts, maps and tables are drawn. Charts get a viewBox, by which the style shrinks them;
  // maps and tables, which are pictures, are made smaller as they are.
  const PAPER = 690, PICTURES = '[class*="st-key-over-"], [data-testid="stDataFrame"]';
  addEventListener("beforeprint", () => {
    for (const svg of document.querySelectorAll(".js-plotly-plot .main-svg")) {
      svg.setAttribute("viewBox", "0 0 " + svg.getAttribute("width") + " " + svg.getAttribute("height"));
    }
    for (const picture of document.querySelectorAll(PICTURES)) {
      const widths = Array.from(picture.querySelectorAll("canvas"), (canvas) => canvas.clientWidth);
      picture.style.zoom = Math.min(1, PAPER / Math.max(1, ...widths));
    }
  });
  addEventListener("afterprint", () => {
    for (const svg of document.querySelectorAll(".js-plotly-plot .main-svg")) svg.removeAttribute("viewBox");
    for (const picture of document.querySelectorAll(PICTURES)) picture.style.zoom = "";
  });

  // A chart as a picture: Plotly makes it here in the browser, and has one button for one format.
  document.addEventListener(
    "click",
    function (event) {
      const button = event.target.closest(".files [data-form]");
      const plot = button && button.closest('[class*="st-key-figure-"]').querySelector(".js-plotly-plot");
      const camera = plot && plot.querySelector('.modebar-btn[data-title^="Download plot"]');
      if (!camera) return;
      plot._context.toImageButtonOptions.format = button.dataset.form;
      camera.click();
    },
    true
  );

  // Date and title of an event are fetched once for all marks, not sent again with every chart. They are there before a pointer has reached one.
  const fetched = new Map();
  function titlesAt(address) {
    if (!fetched.has(address)) {
      fetched.set(address, null);
      fetch(window.__streamlit.BACKEND_BASE_URL + "/" + address)
        .then((answer) => (answer.ok ? answer.json() : Promise.reject(answer.status)))
        .then(
          (rows) => (fetched.set(address, rows), nameMarks()),
          // Asked again in a while, not at every move of a pointer.
          () => setTimeout(() => fetched.delete(address), 10000)
        );
    }
    return fetched.get(address);
  }
  const titlesOf = (plot) => plot._fullLayout?.meta?.titles;
  function tellTitles(plot) {
    const address = titlesOf(plot);
    const rows = address && titlesAt(address);
    if (!rows) return;
    for (const trace of plot._fullData.filter((trace) => trace.meta && !trace.told)) {
      const said = trace.text;
      trace.text = Array.from(trace.customdata, (event, mark) => {
        const before = Array.isArray(said) ? [said[mark]] : trace.meta === "title" ? [] : [rows[event][0]];
        return [...before, rows[event][1]].join("<br>");
      });
      trace.told = true;
      if (!trace._arrayAttrs.includes("text")) trace._arrayAttrs.push("text");
    }
  }
  // Marks of a table are named for those who hear it, too, as soon as they are there.
  function nameMarks() {
    for (const plot of document.querySelectorAll(".js-plotly-plot")) if (titlesOf(plot)) titlesAt(titlesOf(plot));
    const table = document.querySelector("[data-titles]");
    const rows = table && titlesAt(table.dataset.titles);
    for (const mark of rows ? table.querySelectorAll("[data-event]:not([title])") : []) {
      mark.title = rows[mark.dataset.event].join(": ") + (mark.dataset.status || "");
    }
  }
  new MutationObserver(nameMarks).observe(document.documentElement, { childList: true, subtree: true });
  for (const kind of ["pointermove", "pointerdown"]) {
    document.addEventListener(kind, () => document.querySelectorAll(".js-plotly-plot").forEach(tellTitles), true);
  }

  // Where dragging draws a box, Streamlit turns clicks on marks off; a chart that takes both needs both.
  document.addEventListener(
    "pointerdown",
    function (event) {
      const plot = event.target.closest(".js-plotly-plot");
      if (plot && plot._fullLayout && plot._fullLayout.dragmode === "select") plot._fullLayout.clickmode = "event+select";
    },
    true
  );

  // A click anywhere on a row of a table opens what stands there, as a click on its box does; so does Enter, as Shift and space do.
  const BOX = 40;

  function rowTable(node) {
    return node instanceof Element && node.closest('[class*="st-key-rows-"]');
  }

  let pressed = [0, 0];
  document.addEventListener("pointerdown", (event) => (pressed = [event.clientX, event.clientY]), true);
  document.addEventListener("click", (event) => {
    const table = rowTable(event.target);
    const canvas = table && table.querySelector("canvas");
    if (!canvas || !event.isTrusted) return;
    const left = canvas.getBoundingClientRect().left;
    // Not the box itself, and not a finger or a mouse that was dragged over the table.
    if (event.clientX - left < BOX || Math.hypot(event.clientX - pressed[0], event.clientY - pressed[1]) > 6) return;
    const at = { bubbles: true, cancelable: true, clientX: left + BOX / 3, clientY: event.clientY, button: 0, view: window, isPrimary: true };
    for (const kind of ["move", "down", "up"]) {
      canvas.dispatchEvent(new PointerEvent("pointer" + kind, at));
      canvas.dispatchEvent(new MouseEvent("mouse" + kind, at));
    }
    canvas.dispatchEvent(new MouseEvent("click", at));
  });
  document.addEventListener(
    "keydown",
    (event) => {
      const table = event.key === "Enter" && rowTable(event.target);
      const cell = table && table.querySelector('[role="gridcell"][aria-selected="true"]');
      if (!cell) return;
      event.preventDefault();
      event.stopPropagation();
      const keys = { key: " ", code: "Space", keyCode: 32, shiftKey: true, bubbles: true, cancelable: true };
      cell.dispatchEvent(new KeyboardEvent("keydown", keys));
    },
    true
  );

  // The way back from an event leads to the same rows: how far the page and its tables were scrolled, by address.
  const left = new Map();
  let returning = 0;
  const main = () => document.querySelector('[data-testid="stMain"]');
  const tables = () => document.querySelectorAll('[class*="st-key-rows-"] .dvn-scroller');

  addEventListener("popstate", () => (returning = 10));
  // At the window, which hears a click before the document: a link to the page that is open changes the address there.
  addEventListener(
    "click",
    (event) => {
      const link = ownLink(event);
      // Who goes on begins at the top.
      if (link && !link.closest(".st-key-back")) left.set(link.href, [0]);
      if (!(event.target instanceof Element) || !main()?.contains(event.target)) return;
      if (event.target.closest(".st-key-back")) returning = 10;
      else left.set(location.href, [main().scrollTop, ...Array.from(tables(), (table) => table.scrollTop)]);
    },
    true
  );
  // Tables and pages grow as they arrive, and what was there before may reach as far: held for a while after all has come, unless the
  // visitor moves on.
  for (const kind of ["wheel", "touchstart", "keydown", "pointerdown"]) addEventListener(kind, () => (returning = 0), { capture: true, passive: true });
  setInterval(() => {
    if (returning <= 0) return;
    returning -= document.querySelector('[data-testid="stApp"]:not([data-test-script-state="notRunning"]), [data-stale="true"]') ? 0.1 : 1;
    const [page, ...rows] = left.get(location.href) || [];
    const shown = tables();
    if (page === undefined || shown.length < rows.length) return;
    rows.forEach((top, number) => (shown[number].scrollTop = top));
    main().scrollTop = page;
  }, 150);

  // A map fills the window by its button or by F; Streamlit can do that, but hides how. Escape leads back.
  function fillWindow(map) {
    map?.querySelector('[data-testid="stElementToolbarButton"] button[aria-label^="Fullscreen"]')?.click();
  }

  document.addEventListener("click", (event) => {
    if (event.target instanceof Element && event.target.closest(".map-fill")) fillWindow(event.target.closest('[class*="st-key-over-"]'));
  });
  document.addEventListener("keydown", (event) => {
    if ((event.key !== "f" && event.key !== "F") || !free(event)) return;
    if (!document.querySelector(".st-key-stage")) fillWindow(document.querySelector('[class*="st-key-over-"]'));
  });

  // The search: / opens it from anywhere, its field has the focus as soon as it has come, and Enter opens the best answer as soon as
  // that has, however busy the server is, unless other words are typed, something else is clicked or the search is closed.
  const answered = () => document.querySelector("[data-answers]");
  let opening = 0;

  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || !free(event)) return;
    const button = document.querySelector(".st-key-search button");
    if (!button) return;
    event.preventDefault();
    button.click();
  });
  document.addEventListener("click", (event) => {
    clearInterval(opening);
    if (!(event.target instanceof Element) || !event.target.closest(".st-key-search button")) return;
    opening = setInterval(() => {
      const field = document.querySelector(".st-key-search-words input");
      field?.focus();
      if (field && field === document.activeElement) clearInterval(opening);
    }, 50);
  });
  document.addEventListener("keydown", (event) => event.key === "Escape" && clearInterval(opening));
  document.addEventListener("keydown", (event) => {
    const field = event.target instanceof Element && event.key === "Enter" && !event.isComposing && event.target.closest(".st-key-search-words input");
    if (!field || !field.value.trim()) return;
    clearInterval(opening);
    const wanted = field.value;
    opening = setInterval(() => {
      if (!field.isConnected || field.value !== wanted) return clearInterval(opening);
      if (answered()?.dataset.answers !== wanted) return;
      clearInterval(opening);
      document.querySelector(".st-key-answers .links a")?.click();
    }, 50);
  });

  // What the server's buttons cannot do: fill the screen, copy, and heed the keys of a clicker.
  const KEYS = { PageDown: "scene-next", PageUp: "scene-back" };

  async function copy(element) {
    // Browsers give the clipboard to pages over HTTPS only, and not to every frame; elsewhere the older command may still work.
    const done = await (navigator.clipboard?.writeText(element.textContent) ?? Promise.reject()).then(
      () => true,
      () => {
        getSelection().selectAllChildren(element);
        return document.execCommand("copy");
      }
    );
    return done ? "Copied" : "Selected; press " + (/Mac/.test(navigator.platform) ? "⌘" : "Ctrl") + " C";
  }

  function fill() {
    if (document.fullscreenElement) document.exitFullscreen();
    else document.documentElement.requestFullscreen().catch(() => {});
  }

  document.addEventListener("click", (event) => {
    if (event.target instanceof Element && event.target.closest(".st-key-fullscreen button")) fill();
  });
  document.addEventListener(
    "click",
    async (event) => {
      const button = event.target instanceof Element && event.target.closest("[class*='st-key-copy-'] button");
      const box = button && button.closest("[class*='st-key-copyable-']");
      if (!box) return;
      // The server has no part in it.
      event.stopPropagation();
      box.querySelector("[data-said]").textContent = await copy(box.querySelector("code"));
    },
    true
  );

  // A frame on another site is told how high the page is, so that it need not scroll in it.
  const AROUND = 40;
  let told = 0;
  if (window !== parent) {
    setInterval(() => {
      const page = document.querySelector('[data-testid="stMainBlockContainer"]');
      const height = page?.firstElementChild ? Math.ceil(page.firstElementChild.getBoundingClientRect().height) + AROUND : 0;
      if (height > AROUND && Math.abs(height - told) > 2) parent.postMessage({ atlasHeight: (told = height) }, "*");
    }, 500);
  }

  // The months of the map by key, unless what has the focus takes keys itself; space presses the button that has it.
  const MONTHS = { " ": "play, pause", ArrowLeft: "step-back", ArrowRight: "step-on" };

  document.addEventListener("keydown", (event) => {
    if (!(event.key in MONTHS) || event.shiftKey || !free(event, event.key === " " ? ", button, a, summary" : "")) return;
    const names = MONTHS[event.key].split(", ").map((name) => ".st-key-" + name + " button:not(:disabled)");
    const button = document.querySelector(names.join(", "));
    // Not where motion is not wanted and Play is hidden.
    if (!button || !button.offsetParent) return;
    event.preventDefault();
    button.click();
  });

  document.addEventListener("keydown", (event) => {
    if (!document.querySelector(".st-key-stage") || !free(event)) return;
    if (event.key in KEYS) {
      // A clicker sends the keys that would scroll a page.
      event.preventDefault();
      document.querySelector(".st-key-" + KEYS[event.key] + " button:not(:disabled)")?.click();
    } else if (event.key === "f" || event.key === "F") {
      fill();
    }
  });

  // The time since the story was opened; another story, or none, begins anew.
  setInterval(() => {
    const story = new URLSearchParams(window.location.search).get("story");
    const [opened, since] = (atlas.store.getItem("story") || "").split("|");
    if (!story) {
      if (opened) atlas.store.removeItem("story");
      return;
    }
    if (opened !== encodeURIComponent(story)) {
      atlas.store.setItem("story", encodeURIComponent(story) + "|" + Date.now());
      return;
    }
    const seconds = Math.max(0, Math.floor((Date.now() - Number(since)) / 1000));
    for (const clock of document.querySelectorAll("[data-elapsed]")) {
      clock.textContent = Math.floor(seconds / 60) + ":" + String(seconds % 60).padStart(2, "0");
    }
  }, 1000);
})();
