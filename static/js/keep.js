// Everything works without this file; with it a bad connection takes nothing that was typed at a door.
(function () {
  "use strict";
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
