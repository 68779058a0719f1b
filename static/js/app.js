// Everything works without this file; it only shortens.
(function () {
  "use strict";
  var summary = document.getElementById("esum");
  if (summary && !document.querySelector("[autofocus]")) summary.focus();

  // The link in the error summary puts the cursor into the field, also where a radio stands first.
  document.addEventListener("click", function (e) {
    var a = e.target.closest ? e.target.closest(".esum a[href^='#']") : null;
    var to = a && document.getElementById(a.getAttribute("href").slice(1));
    if (!to) return;
    e.preventDefault();
    to.focus({ preventScroll: true });
    (to.closest(".field,fieldset") || to).scrollIntoView({ block: "start" });
  });

  // Buttons that need this file stay hidden without it.
  document.querySelectorAll("[data-print]").forEach(function (b) {
    b.hidden = false;
    b.addEventListener("click", function () { window.print(); });
  });

  // Choosing 别的日子 is implied by typing a date.
  document.querySelectorAll(".ymd input").forEach(function (box) {
    box.addEventListener("input", function () {
      var other = box.closest("fieldset").querySelector("input[value='other']");
      if (other) other.checked = true;
    });
  });
})();
