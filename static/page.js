// Runs before the dashboard starts. It fetches nothing and keeps nothing but the window's width.
(function () {
  // Where the server is. Without this the browser tries /map/_stcore first and logs two errors on every page but the first.
  window.__streamlit = { BACKEND_BASE_URL: document.currentScript.src.split("/app/static/")[0] };

  // How wide the window is, so that maps open on an extent that fits.
  function note() {
    document.cookie = "viewport=" + Math.round(window.innerWidth) + "; path=/; SameSite=Strict";
  }
  note();
  window.addEventListener("resize", note);

  // A chart as a picture: Plotly makes it here in the browser, and has one button for one format.
  document.addEventListener(
    "click",
    function (event) {
      const box = event.target.closest('[class*="st-key-picture-"]');
      const plot = box && box.closest('[class*="st-key-figure-"]').querySelector(".js-plotly-plot");
      const camera = plot && plot.querySelector('.modebar-btn[data-title^="Download plot"]');
      if (!camera) return;
      event.stopPropagation();
      plot._context.toImageButtonOptions.format = /st-key-picture-svg/.test(box.className) ? "svg" : "png";
      camera.click();
    },
    true
  );

  // Where dragging draws a box, Streamlit turns clicks on marks off; a chart that takes both needs both.
  document.addEventListener(
    "pointerdown",
    function (event) {
      const plot = event.target.closest(".js-plotly-plot");
      if (plot && plot._fullLayout && plot._fullLayout.dragmode === "select") plot._fullLayout.clickmode = "event+select";
    },
    true
  );
})();
