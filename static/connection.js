// What a tab outlives: a lost network, a computer that slept, a server that was started anew. Runs after page.js.
(function () {
  const TELL_AFTER = 1000, SESSION_LIVES = 100_000, ASLEEP = 15_000, LISTEN = 20_000, LOOK = 30_000;

  // Streamlit hears what the page that holds it asks for, and so what this page asks for itself.
  function ask(type, rest) {
    postMessage({ stCommVersion: 1, type, ...rest }, location.origin);
  }

  // Heard by screen readers, so it stands on the page before it says anything.
  const said = Object.assign(document.createElement("p"), { id: "interrupted", role: "status" });
  document.addEventListener("DOMContentLoaded", () => document.body.append(said));

  // Which dashboard a page is of: its scripts and its data.
  const made = (page) => (page.match(/(page\.js\?v=\w+|"version": ?"[^"]+")/g) || []).join();

  let connected = false, lost = 0, telling = 0;

  async function goOn(away) {
    // A new session knows nothing of the page that is open, and would pass over the first thing that is done on it.
    if (away > SESSION_LIVES || !document.querySelector("[role=dialog]")) ask("RERUN_SCRIPT");
    const answer = await fetch(location.href).catch(() => null);
    if (answer?.ok && made(await answer.text()) !== made(document.head.innerHTML)) location.reload();
  }

  new MutationObserver((changes) => {
    const on = changes.at(-1).target.dataset.testConnectionState === "CONNECTED";
    if (on) {
      clearTimeout(telling);
      said.textContent = "";
      if (lost) goOn(Date.now() - lost);
      connected = true;
      lost = 0;
    } else if (connected && !lost) {
      lost = Date.now();
      telling = setTimeout(() => (said.textContent = "The connection is interrupted; the page goes on by itself."), TELL_AFTER);
    }
  }).observe(document.documentElement, { subtree: true, attributeFilter: ["data-test-connection-state"] });

  // A connection can be dead without a sign, and what is sent into it is lost: ask whether anybody is there, above all after sleep.
  const listen = () => connected && !lost && ask("SEND_APP_HEARTBEAT", { ackTimeoutMilliseconds: 4000 });
  let last = Date.now(), heard = last;
  setInterval(() => {
    const now = Date.now();
    if (now - last > ASLEEP || (now - heard > LISTEN && !document.hidden)) {
      listen();
      heard = now;
    }
    last = now;
  }, 1000);
  addEventListener("online", listen);
  document.addEventListener("visibilitychange", () => document.hidden || (listen(), look()));

  // Other data may be served than this page was made from. The script behind it says so when it runs; a dialog would not outlive that.
  let served = document.querySelector("meta[name=atlas-data]")?.content;
  async function look() {
    if (!served || document.hidden || !connected || lost || document.querySelector("[role=dialog]")) return;
    const answer = await fetch(__streamlit.BACKEND_BASE_URL + "/api/v1/health").catch(() => null);
    const now = answer?.ok && (await answer.json()).content_hash;
    if (!now || now === served) return;
    served = now;
    ask("RERUN_SCRIPT");
  }
  setInterval(look, LOOK);

  // The visitor's own story: the server has it in the session only, and this window keeps a copy, which it hands back to a new one.
  const KEPT = "own-story";

  function hand(field, text) {
    Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, "value").set.call(field, text);
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.dispatchEvent(new FocusEvent("focusout", { bubbles: true }));
  }

  setInterval(() => {
    // The last: a dialog has a newer one than the page below it.
    const copy = Array.from(document.querySelectorAll("[data-own-story]")).at(-1);
    if (copy) {
      const text = copy.dataset.ownStory;
      text ? atlas.store.setItem(KEPT, text) : atlas.store.removeItem(KEPT);
      document.cookie = KEPT + "=1; path=/; SameSite=Strict" + (text ? "" : "; max-age=0");
      return;
    }
    const field = document.querySelector(".st-key-own-story-back textarea"), text = atlas.store.getItem(KEPT);
    if (field && text && field.value !== text && !lost) hand(field, text);
  }, 250);
})();
