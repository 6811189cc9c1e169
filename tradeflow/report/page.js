"use strict";
// Shows the words of the mark under the pointer, or, after Tab, of the one that the
// arrow keys have reached. Before printing, what is folded opens.
(() => {
  const tip = document.getElementById("tip");
  const words = new Map(); // of the areas over a chart; without a script the browser shows them, late
  for (const title of document.querySelectorAll(".targets rect title")) {
    words.set(title.parentNode, title.textContent);
    title.remove();
  }
  const hide = () => { tip.hidden = true; };
  const show = (mark, x, y) => {
    tip.textContent = words.get(mark);
    tip.hidden = false;
    const box = tip.getBoundingClientRect();
    const left = Math.min(Math.max(4, x + 12), innerWidth - box.width - 4);
    const top = y + 16 + box.height > innerHeight ? y - box.height - 12 : y + 16;
    tip.style.left = left + "px";
    tip.style.top = Math.max(4, top) + "px";
  };
  for (const chart of document.querySelectorAll(".chart")) {
    const marks = [...chart.querySelectorAll(".targets rect")];
    let at = -1;
    const pointed = (event) => {
      if (words.has(event.target)) show(event.target, event.clientX, event.clientY); else hide();
    };
    chart.addEventListener("pointermove", pointed);
    chart.addEventListener("pointerdown", pointed);
    chart.addEventListener("pointerleave", hide);
    chart.addEventListener("blur", () => { at = -1; hide(); });
    chart.addEventListener("keydown", (event) => {
      const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
      if (event.key === "Escape") hide();
      if (!step || marks.length === 0) return;
      event.preventDefault();
      at = at < 0 ? (step > 0 ? 0 : marks.length - 1) : (at + step + marks.length) % marks.length;
      const box = marks[at].getBoundingClientRect();
      show(marks[at], box.left + box.width / 2, box.top + box.height / 2);
    });
  }
  let folded = [];
  addEventListener("beforeprint", () => {
    folded = [...document.querySelectorAll("details:not([open])")];
    for (const d of folded) d.open = true;
  });
  addEventListener("afterprint", () => { for (const d of folded) d.open = false; });
})();
