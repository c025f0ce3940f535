
// ---- Table: what is shown, as rows; the equal way for a screen reader -------------------------------------------

const tableState = { kind: "relations", sort: null, down: false, rows: 200 };

const COLUMNS = {
  relations: [
    ["subject", (r) => nameOf(things[r.s])], ["relation", (r) => properties[r.p].words[language]], ["object", (r) => nameOf(things[r.o])],
    ["date", (r) => r.date], ["modality", (r) => say(r.planned ? "planned" : "fact")], ["confidenceShort", (r) => r.confidence],
    ["sentence", (r) => r.evidence.map((p) => passages[p].text).join(" / ")], ["document", (r) => r.docs.map((d) => (documents[d] || {}).title || "").join(" / ")],
  ],
  things: [
    ["name", (t) => nameOf(t)], ["english", (t) => labelIn(t.names, 1)], ["cls", (t) => classWords(t)], ["links", (t) => t.out.length + t.in.length],
    ["figures", (t) => t.figures.length], ["documents", (t) => t.docs.length],
  ],
};

function sortedRows() {
  const column = COLUMNS[tableState.kind].find(([key]) => key === tableState.sort);
  const rows = [...current[tableState.kind]];
  if (!column) return rows;
  const keyed = rows.map((row) => [column[1](row), row]);
  const compare = typeof keyed[0]?.[0] === "number" ? (a, b) => a[0] - b[0] : (a, b) => (sorter ? sorter.compare(a[0], b[0]) : a[0] < b[0] ? -1 : 1);
  const empty = (pair) => Number(pair[0] === ""); // what has no value comes last, whichever way
  keyed.sort((a, b) => empty(a) - empty(b) || (tableState.down ? -1 : 1) * compare(a, b) || a[1].id - b[1].id);
  return keyed.map(([, row]) => row);
}

function drawTable() {
  const view = byId("view-table");
  const rows = sortedRows();
  const kinds = ["relations", "things"].map((kind) => make("button", { type: "button", "aria-pressed": String(kind === tableState.kind), "data-kind": kind,
    onclick: () => { Object.assign(tableState, { kind, sort: null, rows: 200 }); go({}); } }, `${say(kind)} ${current[kind].length}`));
  const heads = COLUMNS[tableState.kind].map(([key]) => make("th", { scope: "col", "aria-sort": tableState.sort === key ? (tableState.down ? "descending" : "ascending") : "none" },
    make("button", { type: "button", "data-sort": key, onclick: () => sortBy(key) }, say(key), tableState.sort === key ? (tableState.down ? " ▾" : " ▴") : "")));
  const body = make("tbody", {}, rows.slice(0, tableState.rows).map(tableRow));
  view.replaceChildren(
    make("div", { class: "bar" }, ...kinds, make("button", { type: "button", onclick: exportCsv }, say("csv"))),
    make("table", {}, make("thead", {}, make("tr", {}, heads)), body),
    rows.length ? "" : make("p", { class: "more" }, say("empty")),
    rows.length > tableState.rows ? make("button", { type: "button", class: "more", onclick: () => { tableState.rows += 200; drawTable(); } }, say("more")) : "");
}

function sortBy(key) {
  tableState.down = tableState.sort === key && !tableState.down;
  tableState.sort = key;
  go({});
  byId("view-table").querySelector(`[data-sort="${key}"]`).focus();
}

function tableRow(row) {
  const cells = COLUMNS[tableState.kind];
  if (tableState.kind === "things") return make("tr", {}, make("td", {}, thingLink(row)), ...cells.slice(1).map(([, f]) => make("td", { class: typeof f(row) === "number" ? "number" : "" }, String(f(row)))));
  return make("tr", {}, make("td", {}, thingLink(things[row.s])),
    make("td", { class: "short" }, make("button", { type: "button", class: "link", onclick: () => go({ chosen: null, pair: [row.s, row.o] }) }, cells[1][1](row))),
    make("td", {}, thingLink(things[row.o])), make("td", { class: "short" }, row.date), make("td", { class: "short" }, cells[4][1](row)),
    make("td", { class: "number" }, `${Math.round(row.confidence * 100)}%`), make("td", { class: "text" }, cells[6][1](row)), make("td", { class: "text" }, cells[7][1](row)));
}

/** CSV for spreadsheets: a byte-order mark, quotes doubled, and no cell that a spreadsheet would run. */
function csvText() {
  const cell = (value) => { const text = String(value ?? ""); return `"${(/^[=+\-@\t\r]/.test(text) ? "'" : "") + text.replace(/"/g, '""')}"`; };
  const columns = COLUMNS[tableState.kind];
  const iris = tableState.kind === "things" ? [["IRI", (t) => t.iri]] : [["subject IRI", (r) => things[r.s].iri], ["object IRI", (r) => things[r.o].iri]];
  const all = [...columns.map(([key, f]) => [say(key), f]), ...iris];
  return "\ufeff" + [all.map(([head]) => cell(head)), ...sortedRows().map((row) => all.map(([, f]) => cell(f(row))))].map((line) => line.join(",")).join("\r\n") + "\r\n";
}
