"use strict";
// Sorting and filtering; without this, the tables are read as they stand.
const form = document.querySelector("form.filter");
const table = document.querySelector("table.listed");
if (form && table) {
  const body = table.tBodies[0];
  const rows = [...body.rows];
  const heads = [...table.tHead.rows[0].cells];
  const words = form.querySelector("input");
  const choices = [...form.querySelectorAll("select")];
  const status = form.querySelector("[role=status]");
  const inOrder = new Intl.Collator("en-GB", { numeric: true });
  const textOf = (cell) => cell.textContent.replace(/\s+/g, " ").trim();
  const keyOf = (row, place) => row.cells[place].dataset.key || textOf(row.cells[place]);
  const texts = new Map(rows.map((row) => [row, row.textContent.toLowerCase()]));
  let sorted = "";

  const tell = () => {
    const shown = rows.filter((row) => !row.hidden).length;
    status.textContent = `${shown} of ${rows.length} shown${sorted}`;
  };

  const filter = () => {
    const wanted = words.value.toLowerCase().split(/\s+/).filter(Boolean);
    const chosen = choices.filter((choice) => choice.value);
    for (const row of rows) {
      row.hidden = !(
        wanted.every((word) => texts.get(row).includes(word)) &&
        chosen.every((choice) => textOf(row.cells[choice.dataset.column]) === choice.value)
      );
    }
    tell();
  };

  const sort = (head) => {
    const up = head.getAttribute("aria-sort") !== "ascending";
    const place = heads.indexOf(head);
    for (const other of heads) other.removeAttribute("aria-sort");
    head.setAttribute("aria-sort", up ? "ascending" : "descending");
    const order = [...rows].sort((a, b) => inOrder.compare(keyOf(a, place), keyOf(b, place)) * (up ? 1 : -1));
    body.append(...order);
    sorted = `, sorted by ${textOf(head).toLowerCase()}, ${up ? "ascending" : "descending"}`;
    tell();
  };

  for (const head of heads) {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => sort(head));
  }
  form.addEventListener("submit", (event) => event.preventDefault());
  words.addEventListener("input", filter);
  for (const choice of choices) choice.addEventListener("change", filter);
  form.hidden = false;
  filter();
}
