
// ---- State: what is looked at, kept in the address so that it can be sent and gone back to ---------------------

const state = { view: "graph", chosen: null, pair: null, group: null, doc: null, passage: null, focus: null, opened: [] };
let current = { things: [], relations: [], layers: null };

/** Changes the state, writes it into the address, and draws. */
function go(change, remember = true) {
  const before = address();
  Object.assign(state, change);
  if ("chosen" in change && change.chosen !== null) { state.pair = null; state.group = null; }
  if ("pair" in change && change.pair) { state.chosen = null; state.group = null; }
  if ("group" in change && change.group !== null) { state.chosen = null; state.pair = null; }
  const after = address();
  if (remember && after !== before) try { history.pushState(null, "", after || "#"); } catch { /* a notebook's frame has no address of its own */ }
  draw(change);
}

function address() {
  const parts = new URLSearchParams();
  if (state.view !== "graph") parts.set("view", state.view);
  if (state.chosen !== null) parts.set("id", things[state.chosen].local);
  if (state.pair) { parts.set("id", things[state.pair[0]].local); parts.set("with", things[state.pair[1]].local); }
  if (state.group !== null) parts.set("group", state.group);
  if (state.focus?.kind === "near") { parts.set("near", things[state.focus.of].local); parts.set("depth", state.focus.depth); }
  if (state.focus?.kind === "path") { parts.set("from", things[state.focus.from].local); parts.set("to", things[state.focus.to].local); }
  if (state.doc !== null && state.view === "documents") parts.set("doc", documents[state.doc].identifier);
  if (state.passage !== null && state.view === "documents") parts.set("passage", state.passage);
  const text = parts.toString();
  return text ? `#${text}` : "";
}

/** Takes the state from the address: deep links, back and forward. */
function arrive() {
  const parts = new URLSearchParams(location.hash.slice(1));
  const thing = (key) => (parts.has(key) ? byLocal.get(parts.get(key)) ?? things.find((t) => t.iri === parts.get(key)) : null)?.id ?? null;
  const number = (key, list) => { const n = Number(parts.get(key)); return parts.has(key) && Number.isInteger(n) && list[n] ? n : null; };
  const id = thing("id"), other = thing("with"), near = thing("near"), from = thing("from"), to = thing("to");
  const doc = documents.findIndex((d) => d.identifier === parts.get("doc"));
  const depth = [1, 2, 3].includes(Number(parts.get("depth"))) ? Number(parts.get("depth")) : 1;
  Object.assign(state, {
    view: ["table", "documents"].includes(parts.get("view")) ? parts.get("view") : "graph",
    chosen: other === null ? id : null, pair: id !== null && other !== null ? [id, other] : null, group: number("group", communities),
    focus: near !== null ? { kind: "near", of: near, depth } : from !== null && to !== null ? { kind: "path", from, to } : null,
    doc: doc >= 0 ? doc : state.doc, passage: number("passage", passages),
  });
  if (parts.get("lang") === "en" || parts.get("lang") === "zh") { language = parts.get("lang") === "en" ? 1 : 0; words(); }
  draw({ chosen: 1, focus: 1, view: 1 });
}

// ---- Drawing: from the state to the page -----------------------------------------------------------------------

let drawnFor = ""; // what the picture was last made of: it is made anew only when that changes

function draw(change = {}) {
  for (const view of ["graph", "table", "documents"]) byId(`view-${view}`).hidden = state.view !== view;
  for (const b of document.querySelectorAll("[data-view]")) b.setAttribute("aria-current", String(b.dataset.view === state.view));
  if ("filters" in change || "focus" in change || !current.things.length) current = shown(state);
  if (state.chosen !== null && !state.focus) openFor(things[state.chosen]);
  drawPanel();
  if (state.view === "graph") drawPicture(change);
  if (state.view === "table") drawTable();
  if (state.view === "documents") drawReader();
  drawCrumbs();
  if (!("quiet" in change)) announce(counts());
}

const counts = () => `${current.things.length} ${say("shownThings")}${language ? ", " : "，"}${current.relations.length} ${say("shownRelations")}`;

/** Opens the community of a thing, so that what is chosen is drawn. */
function openFor(thing) {
  if (current.things.length > LIMIT && !state.opened.includes(thing.community)) openGroup(thing.community);
}

const MOST_BETWEEN = 160; // lines between communities
const ROOM = 900; // things of open communities at most: the ones opened first close

function openGroup(id) {
  state.opened = [...state.opened.filter((o) => o !== id), id];
  const count = () => state.opened.reduce((sum, o) => sum + communities[o].members.length, 0);
  while (state.opened.length > 1 && count() > ROOM) state.opened = state.opened.slice(1);
}

function toggleGroup(id) {
  if (state.opened.includes(id)) state.opened = state.opened.filter((o) => o !== id); else openGroup(id);
  draw({ opened: 1 });
  if (state.opened.includes(id)) zoomTo(communities[id].members.map((t) => t.id).filter((n) => picture.drawn.has(n)));
}

function drawPicture(change) {
  const key = JSON.stringify([state.focus, state.opened, [...filters.offClasses], [...filters.offProperties], { ...filters, offClasses: 0, offProperties: 0 }]);
  const anew = key !== drawnFor;
  if (anew) {
    picture.order = null;
    const { nodes, lines } = scene();
    show(nodes, lines);
    drawnFor = key;
  }
  lightUp();
  redraw();
  if ("chosen" in change && state.chosen !== null && !state.focus) centre(state.chosen);
  else if (anew && ("focus" in change || "filters" in change)) fitAll();
}

/** Which nodes and lines stand for what is shown: all of them, or communities with the open ones' members. */
function scene() {
  const flat = current.things.length <= LIMIT || state.focus;
  picture.flat = !!flat;
  const placed = state.focus ? ringed(current.layers) : null;
  const opened = new Set(state.opened);
  const nodes = [], groups = new Map();
  for (const t of current.things) {
    if (flat || opened.has(t.community)) { const [x, y] = placed ? placed.get(t.id) : [t.x, t.y]; nodes.push({ id: t.id, x, y, size: t.size }); }
    else groups.set(t.community, (groups.get(t.community) || 0) + 1);
  }
  for (const [id] of groups) { const g = communities[id]; nodes.push({ id: `c${id}`, x: g.x, y: g.y, size: g.r }); }
  picture.discs = state.focus ? null : communities.filter((g) => g.members.length > 3 && (flat ? current.things.length === things.length : opened.has(g.id)));
  const node = (id) => (flat || opened.has(things[id].community) ? id : `c${things[id].community}`);
  return { nodes, lines: linesOf(current.relations, node) };
}

/** One line for all relations between two nodes; between communities only the strongest, which others would hide. */
function linesOf(list, node) {
  const number = (id) => Number(isGroup(id) ? id.slice(1) : id);
  const lines = new Map();
  for (const r of list) {
    const s = node(r.s), o = node(r.o);
    if (s === o) continue;
    const turned = isGroup(s) === isGroup(o) ? number(s) > number(o) : isGroup(s);
    const id = turned ? `${o}-${s}` : `${s}-${o}`;
    let line = lines.get(id);
    if (!line) lines.set(id, (line = { id, from: turned ? o : s, to: turned ? s : o, forward: false, backward: false, planned: true, relations: [], weight: 1 }));
    line.relations.push(r);
    if (!r.planned) line.planned = false;
    if (properties[r.p].symmetric) continue;
    if (turned) line.backward = true; else line.forward = true;
  }
  const groups = (line) => isGroup(line.from) && isGroup(line.to);
  for (const line of lines.values()) if (isGroup(line.from) || isGroup(line.to)) Object.assign(line, { weight: groups(line) ? line.relations.length : 1, forward: false, backward: false, planned: false });
  const all = [...lines.values()];
  const between = all.filter(groups).sort((a, b) => b.weight - a.weight || (a.id < b.id ? -1 : 1)).slice(0, MOST_BETWEEN);
  return all.filter((line) => !groups(line)).concat(between);
}

/** Places for a focus: rings around one thing, or columns between two. */
function ringed(layers) {
  const placed = new Map();
  if (state.focus.kind === "path") {
    layers.forEach((layer, i) => layer.forEach((id, j) => placed.set(id, [i * 230, Math.round((j - (layer.length - 1) / 2) * 84 + (i % 2) * 18)])));
    return placed;
  }
  const near = adjacency(current.relations);
  const angle = new Map();
  let radius = 0;
  layers.forEach((layer, i) => {
    const before = new Set(layers[i - 1] || []);
    const pull = (id) => { const parents = [...(near.get(id) || [])].filter((p) => before.has(p)); return parents.length ? angle.get(parents[0]) ?? 0 : 0; };
    const byClass = (id) => slotOf(things[id].top);
    const order = [...layer].sort((a, b) => (i > 1 ? pull(a) - pull(b) : byClass(a) - byClass(b)) || a - b);
    const rows = layer.length > 44 ? 2 : 1; // a full ring stands in two staggered rows
    radius = i ? Math.max(radius + 190, (layer.length * 54) / PI2 / rows) : 0;
    order.forEach((id, j) => {
      const turn = (j / layer.length) * PI2 - Math.PI / 2;
      angle.set(id, turn);
      const r = radius + (rows > 1 && j % 2 ? 80 : 0);
      placed.set(id, [Math.round(r * Math.cos(turn)), Math.round(r * Math.sin(turn))]);
    });
    if (rows > 1) radius += 80;
  });
  return placed;
}

/** Marks the chosen thing, its lines and those at their other ends; the others step back. */
function lightUp() {
  picture.chosen = state.chosen ?? (state.group !== null ? `c${state.group}` : null);
  picture.pair = null;
  picture.allLit = false;
  picture.chosenLines = picture.lines.filter((l) => l.from === picture.chosen || l.to === picture.chosen).length;
  picture.near = new Set();
  if (state.pair) {
    const line = picture.lines.find((l) => !isGroup(l.from) && !isGroup(l.to) && l.relations.some((r) => state.pair.includes(r.s) && state.pair.includes(r.o)));
    if (line) { picture.pair = line.id; picture.near = new Set([line.from, line.to]); }
  } else if (state.focus?.kind === "path" && state.chosen === null) {
    picture.near = new Set(picture.drawn.keys());
    picture.allLit = true;
  } else if (picture.chosen !== null && picture.drawn.has(picture.chosen) && !(state.focus?.kind === "near" && state.focus.of === state.chosen)) {
    picture.near = new Set([picture.chosen]);
    for (const l of picture.lines) { if (l.from === picture.chosen) picture.near.add(l.to); if (l.to === picture.chosen) picture.near.add(l.from); }
  }
}

function drawPanel() {
  const panel = byId("panel");
  const wasOpen = !panel.hidden;
  const content = state.pair ? pairPanel(...state.pair) : state.chosen !== null ? thingPanel(things[state.chosen])
    : state.focus?.kind === "path" ? pathPanel(state.focus, current.layers || []) : state.group !== null ? groupPanel(communities[state.group]) : null;
  panel.hidden = !content;
  panel.replaceChildren(...(content || []).filter((e) => e !== ""));
  panel.scrollTop = 0;
  if (wasOpen === panel.hidden && picture.network) setTimeout(() => { picture.network.setSize("100%", "100%"); redraw(); }, 0);
}

function drawCrumbs() {
  const box = byId("crumbs");
  const { focus } = state;
  box.hidden = state.view !== "graph" || (!focus && !state.opened.length) || (!focus && current.things.length <= LIMIT);
  if (box.hidden) return;
  const back = make("button", { type: "button", id: "whole", onclick: () => { state.opened = []; go({ focus: null, group: null, ...(focus ? {} : { chosen: null }) }); fitAll(); } }, say("everything"));
  const text = !focus ? `${say("openGroups")}: ${state.opened.length}` : focus.kind === "path" ? `${nameOf(things[focus.from])} — ${nameOf(things[focus.to])}`
    : language ? `${focus.depth} · ${say("nearOf")} ${nameOf(things[focus.of])}` : `${nameOf(things[focus.of])}${say("nearOf")} · ${focus.depth}`;
  box.replaceChildren(back, make("span", {}, text));
}

const calm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;
const moving = () => (calm() ? false : { duration: 350, easingFunction: "easeInOutQuad" });

function fitAll() {
  if (picture.drawn.size) fitTo(undefined, 1.5);
}

function zoomTo(ids) {
  if (ids.length) fitTo(ids, 1.2);
}

/** Shows nodes with a margin for their labels, which vis does not know of. */
function fitTo(nodes, most) {
  const { network } = picture;
  network.fit({ ...(nodes ? { nodes } : {}), animation: false, maxZoomLevel: most, minZoomLevel: 0.005 });
  network.moveTo({ scale: network.getScale() * 0.9 });
}

function centre(id) {
  if (!picture.drawn.has(id)) return;
  const scale = Math.max(picture.network.getScale(), 0.75);
  const panel = byId("panel"), box = byId("picture");
  const sheet = !panel.hidden && getComputedStyle(panel).position === "absolute"; // it lies over the lower part
  const offset = { x: 0, y: sheet ? -Math.min(panel.offsetHeight, box.clientHeight) / 2 : 0 };
  setTimeout(() => picture.network.focus(id, { scale, offset, animation: moving() }), 20);
}

// ---- Search boxes: suggestions that arrow keys walk through -----------------------------------------------------

function suggest(input, list, choose) {
  let found = [], at = 0;
  const close = () => { list.hidden = true; input.setAttribute("aria-expanded", "false"); input.removeAttribute("aria-activedescendant"); };
  const point = (i) => {
    at = i;
    [...list.children].forEach((e, j) => e.setAttribute("aria-selected", String(j === i)));
    if (found.length) { input.setAttribute("aria-activedescendant", `${list.id}-${i}`); list.children[i].scrollIntoView({ block: "nearest" }); }
  };
  const take = (i) => { const hit = found[i]; close(); if (hit) choose(hit.thing); };
  input.addEventListener("input", () => {
    found = search(input.value);
    input.dataset.thing = "";
    list.replaceChildren(...found.map(({ thing, text }, i) => make("li", { role: "option", id: `${list.id}-${i}`, "aria-selected": "false", onmousedown: (e) => { e.preventDefault(); take(i); } },
      icon(thing.top), make("span", {}, nameOf(thing)), text !== nameOf(thing) ? make("small", {}, text) : "", make("small", {}, classWords(thing)))));
    if (input.value.trim() && !found.length) list.append(make("li", { role: "option", "aria-disabled": "true" }, say("noHits")));
    list.hidden = !input.value.trim();
    input.setAttribute("aria-expanded", String(!list.hidden));
    point(0);
  });
  input.addEventListener("keydown", (e) => {
    if (e.isComposing) return; // Enter that ends an input method's word is not ours
    if (e.key === "ArrowDown" && found.length) { point((at + 1) % found.length); e.preventDefault(); }
    else if (e.key === "ArrowUp" && found.length) { point((at - 1 + found.length) % found.length); e.preventDefault(); }
    else if (e.key === "Enter") { if (!list.hidden) take(at); e.preventDefault(); }
    else if (e.key === "Escape") { if (!list.hidden) { close(); e.stopPropagation(); } else input.blur(); }
  });
  input.addEventListener("blur", close);
}

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
    go({ filters: 1 });
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
  byId("document").replaceChildren(make("option", { value: -1 }, say("allDocuments")), ...documents.map((d) => make("option", { value: d.number, selected: d.number === filters.document }, shorten(d.title, 40))));
  byId("document").closest("section").hidden = documents.length === 0;
  byId("confidence").closest("section").hidden = passages.length === 0;
  byId("time-section").hidden = months.length < 2;
  for (const end of ["since", "until"]) Object.assign(byId(end), { min: 0, max: months.length - 1 });
  byId("since").value = filters.since ? months.indexOf(filters.since.slice(0, 7)) : 0;
  byId("until").value = filters.until ? months.indexOf(filters.until.slice(0, 7)) : months.length - 1;
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
    go({ filters: 1 });
  });
  const set = (id, f) => byId(id).addEventListener("input", (e) => { f(e.target); go({ filters: 1 }); });
  set("confidence", (e) => { filters.confidence = Number(e.value); byId("least").textContent = `${e.value}%`; });
  set("fact", (e) => { filters.fact = e.checked; });
  set("planned", (e) => { filters.planned = e.checked; });
  set("undated", (e) => { filters.undated = e.checked; });
  set("document", (e) => { filters.document = Number(e.value); });
  document.querySelector('[data-all="properties"]').addEventListener("click", () => { filters.offProperties.clear(); buildFilters(); go({ filters: 1 }); });
  document.querySelector('[data-none="properties"]').addEventListener("click", () => { properties.forEach((p, i) => filters.offProperties.add(i)); buildFilters(); go({ filters: 1 }); });
  byId("reset").addEventListener("click", resetAll);
  byId("find-path").addEventListener("click", findPath);
  for (const end of ["from", "to"]) suggest(byId(end), byId(`${end}-hits`), (t) => { byId(end).value = nameOf(t); byId(end).dataset.thing = String(t.id); });
}

function resetAll() {
  Object.assign(filters, { offClasses: new Set(), offProperties: new Set(), document: -1, confidence: 0, fact: true, planned: true, since: "", until: "", undated: true });
  for (const id of ["fact", "planned", "undated"]) byId(id).checked = true;
  for (const id of ["from", "to"]) { byId(id).value = ""; byId(id).dataset.thing = ""; }
  byId("confidence").value = 0;
  byId("least").textContent = "0%";
  buildFilters();
  state.opened = [];
  go({ filters: 1, focus: null, chosen: null, pair: null, group: null });
}

// ---- Keys, language, theme, and the beginning ------------------------------------------------------------------

const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

function pictureKey(e) {
  const zoom = (by) => picture.network.moveTo({ scale: picture.network.getScale() * by, animation: moving() });
  if (ARROWS[e.key]) {
    const now = picture.chosen !== null && picture.drawn.has(picture.chosen) ? picture.chosen : null;
    const next = now === null ? labelOrder()[0] : nextTowards(now, ...ARROWS[e.key]);
    if (next !== null && next !== undefined) select(next);
  } else if (e.key === "Enter") { if (isGroup(picture.chosen ?? 0)) toggleGroup(groupOf(picture.chosen).id); else byId("panel").focus(); }
  else if (e.key === "+" || e.key === "=") zoom(1.3);
  else if (e.key === "-") zoom(1 / 1.3);
  else if (e.key === "0") fitAll();
  else return;
  e.preventDefault();
}

function select(node) {
  if (isGroup(node)) { go({ group: groupOf(node).id }); announce(`${nameOf(groupOf(node).members[0])} … ${groupOf(node).members.length} ${say("members")}`); }
  else { go({ chosen: node }); announce(`${nameOf(things[node])}, ${classWords(things[node])}`); }
}

function pageKey(e) {
  if (e.key === "/" && !/^(INPUT|SELECT|TEXTAREA)$/.test(e.target.tagName)) { byId("search").focus(); e.preventDefault(); }
  if (e.key !== "Escape") return;
  if (byId("exports").open) byId("exports").open = false;
  else if (byId("filters").classList.contains("open")) byId("show-filters").click();
  else if (state.chosen !== null || state.pair || state.group !== null) { go({ chosen: null, pair: null, group: null }); byId("picture").focus({ preventScroll: true }); }
  else if (state.focus) go({ focus: null });
}

function tip(node, line, event) {
  const box = byId("tip");
  const content = node !== null ? (isGroup(node) ? null : [nameOf(things[node]), make("small", {}, classWords(things[node]))])
    : line ? [line.relations.slice(0, 6).map((r) => make("div", {}, `${shorten(nameOf(things[r.s]), 18)} ${properties[r.p].words[language]} ${shorten(nameOf(things[r.o]), 18)}`))] : null;
  box.hidden = !content || !event;
  if (box.hidden) return;
  box.replaceChildren(...content.flat());
  const frame = byId("picture").getBoundingClientRect();
  const source = event.clientX === undefined ? event.srcEvent || event : event;
  box.style.left = `${Math.min(source.clientX - frame.left + 14, frame.width - box.offsetWidth - 6)}px`;
  box.style.top = `${Math.min(source.clientY - frame.top + 14, frame.height - box.offsetHeight - 6)}px`;
}

/** Says everything in the page's language again. */
function words() {
  speak();
  byId("title").textContent = byId("title").dataset.title || say("title");
  document.title = byId("title").textContent;
  buildFilters();
}

function setTheme(name) {
  document.documentElement.dataset.theme = name;
  if (picture.network) { readColours(); redraw(); }
}

function begin() {
  setTheme(matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
  openPicture({ click: (node, line) => { if (node !== undefined) select(node); else if (line) go({ pair: [line.relations[0].s, line.relations[0].o] }); else if (state.chosen !== null || state.pair || state.group !== null) go({ chosen: null, pair: null, group: null }); },
    open: (node) => { if (node === undefined) return; if (isGroup(node)) toggleGroup(groupOf(node).id); else go({ focus: { kind: "near", of: node, depth: 1 } }); }, hover: tip });
  words();
  wireFilters();
  suggest(byId("search"), byId("hits"), (t) => { byId("search").value = ""; if (state.focus && !current.things.includes(t)) state.focus = null; go({ chosen: t.id, pair: null, filters: 1 }); });
  for (const b of document.querySelectorAll("[data-view]")) b.addEventListener("click", () => go({ view: b.dataset.view }));
  for (const b of document.querySelectorAll("[data-export]")) b.addEventListener("click", () => { byId("exports").open = false; EXPORTS[b.dataset.export](); });
  byId("skip").addEventListener("click", (e) => { e.preventDefault(); go({ view: "table" }); byId("view-table").querySelector("button").focus(); });
  byId("language").addEventListener("click", () => { language = 1 - language; words(); widths.clear(); draw(); });
  byId("theme").addEventListener("click", () => setTheme(document.documentElement.dataset.theme === "dark" ? "light" : "dark"));
  byId("show-filters").addEventListener("click", () => byId("show-filters").setAttribute("aria-expanded", String(byId("filters").classList.toggle("open"))));
  byId("zoom-in").addEventListener("click", () => picture.network.moveTo({ scale: picture.network.getScale() * 1.4, animation: moving() }));
  byId("zoom-out").addEventListener("click", () => picture.network.moveTo({ scale: picture.network.getScale() / 1.4, animation: moving() }));
  byId("fit").addEventListener("click", fitAll);
  byId("picture").addEventListener("keydown", pictureKey);
  document.addEventListener("keydown", pageKey);
  addEventListener("popstate", arrive);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", (e) => setTheme(e.matches ? "dark" : "light"));
  arrive();
  document.documentElement.dataset.ready = "true";
}

begin();
