
function startPath(end, thing) {
  const input = byId(end);
  input.value = nameOf(thing);
  input.dataset.thing = String(thing.id);
  const [from, to] = [byId("from").dataset.thing, byId("to").dataset.thing];
  if (from && to && from !== to) return findPath();
  byId("filters").classList.add("open");
  byId("show-filters").setAttribute("aria-expanded", "true");
  byId(end === "from" ? "to" : "from").focus();
}

function findPath() {
  const [from, to] = ["from", "to"].map((end) => { const box = byId(end); return box.dataset.thing ? Number(box.dataset.thing) : search(box.value, 1)[0]?.thing.id ?? null; });
  if (from === null || to === null || from === to) return announce(say("noPath"));
  byId("filters").classList.remove("open");
  go({ view: "graph", chosen: null, pair: null, group: null, focus: { kind: "path", from, to } });
  if (!current.layers.length) announce(say("noPath"));
}

// ---- Filters ----------------------------------------------------------------------------------------------------

const months = (() => { // the months that relations are dated in, from the first to the last
  const all = relations.filter((r) => /^\d{4}-\d\d/.test(r.first)).map((r) => [r.first.slice(0, 7), r.last.slice(0, 7)]);
  if (!all.length) return [];
  const ends = all.flat().sort();
  const list = [];
  for (let [y, m] = ends[0].split("-").map(Number); `${y}-${String(m).padStart(2, "0")}` <= ends[ends.length - 1] && list.length < 6000; m === 12 ? (y++, (m = 1)) : m++) list.push(`${String(y).padStart(4, "0")}-${String(m).padStart(2, "0")}`);
  return list;
})();

const unfolded = new Set(); // top classes whose narrower ones are listed

function buildFilters() {
  const used = new Map();
  for (const t of things) for (const c of t.classes) used.set(c, (used.get(c) || 0) + 1);
  const check = (kind, off, id, label, count) => make("label", {}, make("input", { type: "checkbox", checked: !off.has(id), [`data-${kind}`]: id, onchange: (e) => {
    const under = kind === "class" && classes[id].top === id ? classes.map((c, i) => i).filter((i) => classes[i].top === id) : [id];
    for (const i of under) if (e.target.checked) off.delete(i); else off.add(i);
    if (under.length > 1) for (const box of byId("classes").querySelectorAll("input")) box.checked = !off.has(Number(box.dataset.class));
    refilter();
  } }), ...label, make("small", {}, String(count)));
  byId("classes").replaceChildren(...[...tops].sort((a, b) => slotOf(a) - slotOf(b)).filter((top) => classes.some((c, i) => c.top === top && used.has(i))).map((top) => {
    const under = classes.map((c, i) => i).filter((i) => classes[i].top === top && i !== top && used.has(i));
    const count = under.concat([top]).reduce((sum, i) => sum + (used.get(i) || 0), 0);
    const list = make("ul", { hidden: !unfolded.has(top) }, under.map((i) => make("li", {}, check("class", filters.offClasses, i, [classes[i].words[language]], used.get(i)))));
    const fold = make("button", { type: "button", class: "fold", "aria-expanded": String(unfolded.has(top)), "aria-label": `${say("narrower")}: ${classes[top].words[language]}`, onclick: () => {
      if (unfolded.has(top)) unfolded.delete(top); else unfolded.add(top);
      list.hidden = !unfolded.has(top);
      fold.setAttribute("aria-expanded", String(unfolded.has(top)));
    } }, "▸");
    return make("li", {}, make("div", { class: "row" }, check("class", filters.offClasses, top, [icon(top), classes[top].words[language]], count), under.length ? fold : make("span", { class: "fold" })), list);
  }));
  const told = new Map();
  for (const r of relations) told.set(r.p, (told.get(r.p) || 0) + 1);
  byId("properties").replaceChildren(...[...told].sort((a, b) => b[1] - a[1] || a[0] - b[0]).map(([p, count]) => make("li", {}, check("property", filters.offProperties, p, [properties[p].words[language]], count))));
  byId("document").replaceChildren(make("option", { value: -1 }, say("allDocuments")), ...documents.map((d) => make("option", { value: d.number, selected: d.number === filters.document }, shorten(d.title, 24))));
  byId("document").closest("section").hidden = documents.length === 0;
  byId("confidence").closest("section").hidden = passages.length === 0;
  byId("time-section").hidden = months.length < 2;
  for (const end of ["since", "until"]) Object.assign(byId(end), { min: 0, max: months.length - 1 });
  byId("since").value = filters.since ? months.indexOf(filters.since.slice(0, 7)) : 0;
  byId("until").value = filters.until ? months.indexOf(filters.until.slice(0, 7)) : months.length - 1;
  for (const id of ["fact", "planned", "undated"]) byId(id).checked = filters[id];
  byId("confidence").value = filters.confidence;
  byId("least").textContent = `${filters.confidence}%`;
  drawTime();
}

const MOST_BARS = 60;

function drawTime() {
  if (months.length < 2) return;
  const [from, to] = [Number(byId("since").value), Number(byId("until").value)];
  const step = Math.ceil(months.length / MOST_BARS);
  const counted = new Array(Math.ceil(months.length / step)).fill(0);
  const place = new Map(months.map((m, i) => [m, i]));
  for (const r of relations) { const i = place.get(r.first.slice(0, 7)); if (i !== undefined) counted[Math.floor(i / step)]++; }
  const most = Math.max(...counted, 1), wide = 100 / counted.length;
  byId("bars").replaceChildren(...counted.map((n, i) => make("rect", { x: i * wide + wide * 0.1, width: wide * 0.8, y: 24 - Math.max((n / most) * 23, n ? 1.5 : 0), height: 24, class: i * step + step > from && i * step <= to ? "in" : "" })));
  byId("span").textContent = `${months[from]} – ${months[to]}`;
  for (const end of ["since", "until"]) byId(end).setAttribute("aria-valuetext", months[Number(byId(end).value)]);
}

function lastDay(month) {
  const [y, m] = month.split("-").map(Number);
  return `${month}-${new Date(Date.UTC(y, m, 0)).getUTCDate()}`;
}

function wireFilters() {
  for (const end of ["since", "until"]) byId(end).addEventListener("input", () => {
    let from = Number(byId("since").value), to = Number(byId("until").value);
    if (from > to) { if (end === "since") byId("until").value = to = from; else byId("since").value = from = to; }
    filters.since = from > 0 ? `${months[from]}-01` : "";
    filters.until = to < months.length - 1 ? lastDay(months[to]) : "";
    drawTime();
    refilter("time");
  });
  const set = (id, f) => byId(id).addEventListener("input", (e) => { f(e.target); refilter(e.target.type === "range" ? id : ""); });
  set("confidence", (e) => { filters.confidence = Number(e.value); byId("least").textContent = `${e.value}%`; });
  set("fact", (e) => { filters.fact = e.checked; });
  set("planned", (e) => { filters.planned = e.checked; });
  set("undated", (e) => { filters.undated = e.checked; });
  set("document", (e) => { filters.document = Number(e.value); });
  document.querySelector('[data-all="properties"]').addEventListener("click", () => { filters.offProperties.clear(); buildFilters(); refilter(); });
  document.querySelector('[data-none="properties"]').addEventListener("click", () => { properties.forEach((p, i) => filters.offProperties.add(i)); buildFilters(); refilter(); });
  byId("reset").addEventListener("click", resetAll);
  byId("find-path").addEventListener("click", findPath);
  for (const end of ["from", "to"]) suggest(byId(end), byId(`${end}-hits`), (t) => { byId(end).value = nameOf(t); byId(end).dataset.thing = String(t.id); });
}

function resetAll() {
  Object.assign(filters, { offClasses: new Set(), offProperties: new Set(), document: -1, confidence: 0, fact: true, planned: true, since: "", until: "", undated: true });
  for (const id of ["from", "to"]) { byId(id).value = ""; byId(id).dataset.thing = ""; }
  buildFilters();
  go({ filters, opened: [], focus: null, chosen: null, pair: null, group: null });
}

