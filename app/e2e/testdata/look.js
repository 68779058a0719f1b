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

  // What can be done on the page, each once: of radio buttons with one name a key reaches one, and arrows the others.
  var left = [], hidden = [], been = [];

  function shown(el) {
    var box = /^(radio|checkbox|file)$/.test(el.type) ? el.closest("label") || el : el;
    return el.getClientRects().length > 0 && box.getClientRects().length > 0 && getComputedStyle(el).visibility === "visible" && !el.disabled;
  }

  function drawn(el) {
    var s = getComputedStyle(el);
    return s.outlineStyle + s.outlineWidth + s.outlineColor + s.boxShadow + s.borderColor + s.backgroundColor;
  }

  // Whoever goes by keys sees where he is: the element, or the label around it, is drawn otherwise and nothing lies on it.
  function came(event) {
    var el = event.target, box = /^(radio|checkbox|file)$/.test(el.type) ? el.closest("label") || el : el;
    if (been.indexOf(el) >= 0) return; // the next part of a date
    been.push(el);
    left = left.filter(function (x) { return x !== el && !(el.type === "radio" && x.type === "radio" && x.name === el.name && x.form === el.form); });
    var now = drawn(el) + drawn(box), ring = getComputedStyle(el).outlineStyle !== "none"; // a date keeps the keys when it is told to let go
    document.removeEventListener("focusin", came);
    el.blur();
    var then = drawn(el) + drawn(box);
    el.focus({ preventScroll: true });
    document.addEventListener("focusin", came);
    if (now === then && !ring) hidden.push(name(el) + " looks the same with the keys on it");
    var r = box.getBoundingClientRect(), seen = false;
    for (var i = 1; i < 8; i += 2) {
      var top = document.elementFromPoint(r.left + r.width * i / 8, r.top + r.height / 2);
      seen = seen || top && (box.contains(top) || top.contains(box) && top !== document.body && top !== document.documentElement || top.contains(el));
    }
    if (!seen) hidden.push(name(el) + " is covered or off the screen with the keys on it");
  }

  window.look = {
    // How many steps a round of the keys takes at most.
    keysBegin: function () {
      left = Array.from(document.querySelectorAll("a[href],button,input:not([type=hidden]),select,textarea,summary,[tabindex]:not([tabindex='-1'])")).filter(shown);
      hidden = [];
      been = [];
      if (document.activeElement) document.activeElement.blur();
      window.scrollTo(0, 0);
      document.addEventListener("focusin", came);
      return [String(left.length)];
    },
    keysEnd: function () {
      document.removeEventListener("focusin", came);
      return left.map(function (el) { return name(el) + " is not reached by keys"; }).concat(hidden);
    },
    targets: targets,
    wide: wide,
    unfold: function () { document.querySelectorAll("details").forEach(function (d) { d.open = true; }); return []; },
    // The stylesheet's own class, as the setting 大字 puts it there.
    big: function (on) { document.documentElement.classList.toggle("big", on); return []; },
    // Twice the size that the stylesheet gives, as whoever sees badly sets it in the browser.
    twice: function (on) { document.documentElement.style.fontSize = on ? "225%" : ""; return []; },
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
