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

  // A form that is filled in at a door keeps what is typed on the server, and does not leave the page without a connection.
  document.querySelectorAll("form[data-keep]").forEach(function (form) {
    var off = form.querySelector("[data-off]"), timer = 0, sure = false;
    function keep() {
      return fetch(form.dataset.keep, { method: "POST", body: new URLSearchParams(new FormData(form)), redirect: "manual" });
    }
    history.replaceState(null, "", form.dataset.address);
    form.addEventListener("input", function () {
      clearTimeout(timer);
      timer = setTimeout(function () { keep().catch(function () {}); }, 800);
    });
    form.addEventListener("submit", function (e) {
      if (sure) return;
      e.preventDefault();
      clearTimeout(timer);
      keep().then(function () {
        sure = true;
        off.hidden = true;
        form.requestSubmit ? form.requestSubmit() : form.submit();
      }, function () {
        off.hidden = false;
        off.focus();
      });
    });
  });
})();
