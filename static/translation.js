// Browsers translate a page by putting elements of their own in the place of its texts. React goes on to change the texts it knows, which nobody
// sees any more, and fails when it takes one out. So whoever changes such a text gets it back in its place, where it is translated anew.
(function () {
  const instead = new WeakMap();

  new MutationObserver((changes) => {
    for (const change of changes) {
      for (const text of change.removedNodes) {
        if (text.nodeType !== Node.TEXT_NODE) continue;
        const font = [...change.addedNodes, change.previousSibling, change.nextSibling].find((node) => node?.nodeName === "FONT");
        if (font) instead.set(text, font);
      }
    }
  }).observe(document.documentElement, { subtree: true, childList: true });

  function back(text) {
    const font = text && text.nodeType === Node.TEXT_NODE && !text.isConnected && instead.get(text);
    if (font?.parentNode) font.replaceWith(text);
  }

  for (const name of ["nodeValue", "data"]) {
    const of = name === "data" ? CharacterData.prototype : Node.prototype;
    const own = Object.getOwnPropertyDescriptor(of, name);
    Object.defineProperty(of, name, {
      ...own,
      set(value) {
        back(this);
        own.set.call(this, value);
      },
    });
  }
  const { removeChild, insertBefore } = Node.prototype;
  Node.prototype.removeChild = function (child) {
    back(child);
    return removeChild.call(this, child);
  };
  Node.prototype.insertBefore = function (child, before) {
    back(before);
    return insertBefore.call(this, child, before);
  };
})();
