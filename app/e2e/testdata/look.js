// What a test asks of a page that is open. Sizes are CSS pixels; half a pixel is forgiven to rounding.
(function () {
  "use strict";
  var slack = 0.5;

  function name(el) {
    var words = (el.textContent || el.value || "").replace(/\s+/g, " ").trim().slice(0, 24);
    return el.tagName.toLowerCase() + (el.id ? "#" + el.id : "") + (el.className && el.className.baseVal === undefined ? "." + el.className.trim().replace(/\s+/g, ".") : "") + " “" + words + "”";
  }

  // A link among the words of a sentence is as high as the sentence.
  function inSentence(a) {
    if (a.tagName !== "A" || getComputedStyle(a).display !== "inline") return false;
    var block = a.parentElement;
    while (block && getComputedStyle(block).display === "inline") block = block.parentElement;
    var copy = block.cloneNode(true);
    copy.querySelectorAll("a,.vh").forEach(function (x) { x.remove(); });
    return copy.textContent.replace(/[\s·，。、]/g, "").length > 1;
  }

  function targets() {
    var small = [];
    document.querySelectorAll("a[href],button,input:not([type=hidden]),select,textarea,summary").forEach(function (el) {
      var box = /^(radio|checkbox)$/.test(el.type) ? el.closest("label") || el : el;
      var r = box.getBoundingClientRect();
      if (r.width === 0 || r.height === 0 || el.closest(".skip") || inSentence(el)) return;
      var least = el.matches(".btn:not(.sm)") ? 60 : 44;
      if (r.height < least - slack) small.push(name(el) + " is " + Math.round(r.height) + " px high, not " + least);
      if (r.width < 24 - slack) small.push(name(el) + " is " + Math.round(r.width) + " px wide");
    });
    return small;
  }

  function wide() {
    var doc = document.documentElement;
    if (doc.scrollWidth <= doc.clientWidth) return [];
    var out = ["the page is " + doc.scrollWidth + " px wide, the screen " + doc.clientWidth];
    document.querySelectorAll("main *, header *, nav *").forEach(function (el) {
      var r = el.getBoundingClientRect();
      if (r.right > doc.clientWidth + slack && out.length < 4) out.push(name(el) + " ends at " + Math.round(r.right));
    });
    return out;
  }

  window.look = {
    targets: targets,
    wide: wide,
    unfold: function () { document.querySelectorAll("details").forEach(function (d) { d.open = true; }); return []; },
    // The stylesheet's own class, as the setting 大字 puts it there.
    big: function (on) { document.documentElement.classList.toggle("big", on); return []; },
    axe: function () {
      return axe.run(document, { runOnly: { type: "tag", values: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] }, resultTypes: ["violations"] })
        .then(function (found) {
          return found.violations.map(function (v) {
            return v.id + " (" + v.help + "): " + v.nodes.slice(0, 3).map(function (n) { return n.target.join(" ") + " " + n.html.slice(0, 160) + " " + n.failureSummary.replace(/\s+/g, " ").slice(0, 220); }).join(" | ");
          });
        });
    }
  };
})();
