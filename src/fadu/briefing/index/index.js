"use strict";
const body = document.querySelector("tbody");
const rows = [...body.rows];
const words = document.getElementById("words");
const state = document.getElementById("state");
const count = document.getElementById("count");
const texts = new Map(rows.map((row) => [row, row.textContent.toLowerCase()]));
const order = new Intl.Collator(document.documentElement.lang, { numeric: true });

function filter() {
  const wanted = words.value.toLowerCase().split(/\s+/).filter(Boolean);
  let shown = 0;
  for (const row of rows) {
    const fits = wanted.every((w) => texts.get(row).includes(w)) && (!state.value || row.dataset.state === state.value);
    row.hidden = !fits;
    shown += fits;
  }
  count.textContent = count.dataset.of.replace("{n}", shown).replace("{all}", rows.length);
}

function sort(head) {
  const down = head.getAttribute("aria-sort") === "ascending";
  for (const other of head.parentNode.children) other.removeAttribute("aria-sort");
  head.setAttribute("aria-sort", down ? "descending" : "ascending");
  const key = (row) => row.cells[head.cellIndex].dataset.key || "";
  rows.sort((a, b) => (down ? -1 : 1) * order.compare(key(a), key(b)));
  body.append(...rows);
}

words.addEventListener("input", filter);
state.addEventListener("change", filter);
document.querySelector("form").addEventListener("submit", (event) => event.preventDefault());
for (const button of document.querySelectorAll("thead button")) {
  button.addEventListener("click", () => sort(button.parentNode));
}
filter();
