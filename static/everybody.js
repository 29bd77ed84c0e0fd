// What a page owes those who hear it and those who have no mouse. Runs after page.js.
(function () {
  const find = (selector) => document.querySelector(selector);
  const HEADING = '[data-testid="stMain"] h1';

  // To the heading of the page, below which everything on it stands: what Streamlit skips to begins with the row of the pages.
  function focusHeading() {
    const heading = find(HEADING);
    if (!heading) return false;
    heading.tabIndex = -1;
    heading.focus({ preventScroll: true });
    return true;
  }
  // A browser frames what a script gives the focus, even after a click: page.css has the frame for keys only.
  for (const kind of ["keydown", "pointerdown"]) {
    addEventListener(kind, () => document.documentElement.classList.toggle("by-pointer", kind === "pointerdown"), true);
  }
  addEventListener(
    "click",
    (event) => {
      if (!(event.target instanceof Element) || !event.target.closest('[data-testid="stSkipToContent"]') || !focusHeading()) return;
      event.preventDefault();
      event.stopPropagation();
      find('[data-testid="stMain"]').scrollTop = 0;
    },
    true
  );

  // Links that look like buttons are pressed like buttons, by space too.
  document.addEventListener("keydown", (event) => {
    const link = event.key === " " && event.target instanceof Element && event.target.closest(".said a, .links a.button");
    if (!link) return;
    event.preventDefault();
    link.click();
  });

  // Enter takes the day that was typed and closes the calendar, for which Streamlit waits until the focus is elsewhere: it is told so, and the
  // focus stays.
  addEventListener(
    "keydown",
    (event) => {
      if (event.key !== "Enter" || !event.target.matches('[data-testid="stDateInputField"] [role="spinbutton"]')) return;
      event.target.dispatchEvent(new FocusEvent("focusout", { bubbles: true, relatedTarget: document.body }));
    },
    true
  );

  // What is drawn anew under the focus takes it along: a link of a list, or Play that has become Pause.
  let focused = null;
  const lists = () => Array.from(document.querySelectorAll(".links"));
  document.addEventListener("focusin", ({ target }) => {
    const list = target.closest(".links");
    const dialog = target.closest("[role=dialog]");
    if (list) focused = { target, dialog, list: lists().indexOf(list), place: Array.from(list.querySelectorAll("a")).indexOf(target) };
    else focused = target.closest(".st-key-play, .st-key-pause") && { target };
  });
  new MutationObserver(() => {
    if (!focused || focused.target.isConnected) return;
    const { dialog, list, place } = focused;
    focused = null;
    // A dialog that closes gives the focus back itself.
    if (document.activeElement !== document.body || dialog?.isConnected === false) return;
    if (list === undefined) return find(":is(.st-key-play, .st-key-pause) button")?.focus({ preventScroll: true });
    const links = lists()[list]?.querySelectorAll("a") ?? [];
    // Of chips the last may be gone, and then all of them.
    const again = links[place] ?? links[links.length - 1];
    again ? again.focus({ preventScroll: true }) : focusHeading();
  }).observe(document.documentElement, { childList: true, subtree: true });

  // The panel of the filters has the focus when it was opened, and their button when it was closed: each hides the one that was pressed.
  const WAYS = { ".open-filters": '[data-testid="stSidebarCollapseButton"] button', '[data-testid="stSidebarCollapseButton"]': ".open-filters" };
  addEventListener(
    "click",
    (event) => {
      const pressed = event.target instanceof Element && Object.keys(WAYS).find((way) => event.target.closest(way));
      if (!pressed) return;
      let tries = 20;
      const moving = setInterval(() => {
        const to = find(WAYS[pressed]);
        if (to?.checkVisibility({ visibilityProperty: true })) to.focus();
        if (to === document.activeElement || !(tries -= 1)) clearInterval(moving);
      }, 50);
    },
    true
  );
  // A rule that was unfolded at its question mark folds again.
  document.addEventListener("keydown", (event) => {
    const rule = event.key === "Escape" && event.target instanceof Element && event.target.closest("details.rule[open]");
    if (rule) rule.open = false;
  });
  // Where it lies over the page, Escape closes it, unless what has the focus is a list that is open.
  addEventListener(
    "keydown",
    (event) => {
      const panel = event.key === "Escape" && event.target.closest('.panel-over [data-testid="stSidebar"]');
      if (panel && !event.target.matches('[role="combobox"][aria-expanded="true"]')) panel.querySelector('[data-testid="stSidebarCollapseButton"] button')?.click();
    },
    true
  );

  // What fills the window covers the rest of the page, which must not have the focus meanwhile: of a map it is its own, while the menus of a
  // table stand beside it. The button that was pressed has it again afterwards.
  const CLOSE = '[aria-label^="Close fullscreen"]', MAP = '[class*="st-key-over-"]';
  document.addEventListener("focusin", (event) => {
    const close = find(`${MAP} ${CLOSE}`);
    if (close && !close.closest(MAP).contains(event.target)) close.focus();
  });
  let filled = null;
  new MutationObserver(() => {
    const close = find(`[data-testid="stFullScreenFrame"] ${CLOSE}`);
    if (!close === !filled) return;
    (close ?? filled.querySelector(".map-fill") ?? filled.querySelector('[aria-label^="Fullscreen"]'))?.focus({ preventScroll: true });
    filled = close && (close.closest(MAP) ?? close.closest('[data-testid="stFullScreenFrame"]'));
  }).observe(document.documentElement, { subtree: true, childList: true, attributeFilter: ["aria-label"] });

  // One sentence a change, when the page has come to rest: what a dialog found, else what is in view, after the name of a page that is new. A
  // month that plays says nothing. What is heard stands on the page before it says anything, and dialogs leave it to be heard.
  const heard = Object.assign(document.createElement("p"), { id: "heard", role: "status" });
  heard.dataset.liveAnnouncer = "";
  document.addEventListener("DOMContentLoaded", () => document.body.append(heard));

  const text = (selector) => find(selector)?.textContent.trim() ?? "";
  let told = null, resting = 0, arrived = false, staged = false;

  // Where a story opens, space goes on in it; elsewhere a page begins at its heading.
  function arrive() {
    const next = find(".st-key-stage .st-key-scene-next button:enabled");
    next ? next.focus({ preventScroll: true }) : focusHeading();
  }

  function hear() {
    clearTimeout(resting);
    if (find('[data-testid="stApp"]:not([data-test-script-state="notRunning"]), [data-stale="true"]')) return (resting = setTimeout(hear, 200));
    const now = [text("[data-answers]"), text(HEADING), text(".said > span"), text(".st-key-beside-map h2")];
    const before = told;
    // A page that has not come yet has no heading; the first is read as any page is.
    if (!now[1] && !find(".st-key-embedded")) return;
    told = now;
    // Within a story the focus stays where it is.
    const stage = !!find(".st-key-stage");
    arrived ||= !!before && now[1] !== before[1] && !(stage && staged);
    staged = stage;
    // What was pressed may have gone with the page it stood on, or with a dialog that closes after it; the heading may be drawn once more.
    if (arrived && !find("[role=dialog]") && document.activeElement === document.body && document.hasFocus()) arrive();
    if (!before || now.join() === before.join()) return;
    const [answers, heading, sentence, month] = now.map((part, index) => part !== before[index] && part);
    const page = heading && document.activeElement !== find(HEADING) ? heading + (/[.?!]$/.test(heading) ? " " : ". ") : "";
    const said = answers || page + (sentence || (!heading && !find(".st-key-pause") && month) || "");
    if (said) heard.textContent = said;
  }
  // Until the next thing is done.
  for (const kind of ["keydown", "pointerdown"]) addEventListener(kind, () => (arrived = false), true);
  new MutationObserver(() => {
    clearTimeout(resting);
    resting = setTimeout(hear, 300);
  }).observe(document.documentElement, { subtree: true, childList: true, characterData: true });
})();
