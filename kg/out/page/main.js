
// ---- Drawing: from the state to the page -----------------------------------------------------------------------

let drawnFor = ""; // what the picture was last made of: it is made anew only when that changes

function draw(change = {}) {
  for (const view of ["graph", "table", "documents"]) byId(`view-${view}`).hidden = state.view !== view;
  for (const b of document.querySelectorAll("[data-view]")) b.setAttribute("aria-current", String(b.dataset.view === state.view));
  drawPanel();
  if (state.view === "graph") drawPicture(change);
  if (state.view === "table") drawTable();
  if (state.view === "documents") drawReader();
  drawCrumbs();
  if (!("quiet" in change)) announce(counts());
}

const counts = () => `${current.things.length} ${say("shownThings")}${language ? ", " : "，"}${current.relations.length} ${say("shownRelations")}`;

/** Opens the communities of what is chosen, so that it is drawn. */
function openChosen() {
  if (state.focus || current.things.length <= LIMIT) return;
  for (const id of state.pair || [state.chosen]) if (id !== null && !state.opened.includes(things[id].community)) openGroup(things[id].community);
}

function openGroup(id) {
  state.opened = [...state.opened.filter((o) => o !== id), id];
  const count = () => state.opened.reduce((sum, o) => sum + communities[o].members.length, 0);
  while (state.opened.length > 1 && count() > ROOM) state.opened = state.opened.slice(1);
}

function toggleGroup(id) {
  if (state.opened.includes(id)) state.opened = state.opened.filter((o) => o !== id); else openGroup(id);
  go({ opened: state.opened });
  if (state.opened.includes(id)) zoomTo(communities[id].members.map((t) => t.id).filter((n) => picture.drawn.has(n)));
}

function drawPicture(change) {
  const key = JSON.stringify([state.focus, state.opened, [...filters.offClasses], [...filters.offProperties], { ...filters, offClasses: 0, offProperties: 0 }]);
  const anew = key !== drawnFor;
  if (anew) {
    const { nodes, lines } = scene();
    show(nodes, lines);
    drawnFor = key;
  }
  lightUp();
  redraw();
  if ("chosen" in change && state.chosen !== null && !state.focus) centre(state.chosen);
  else if (anew && ("focus" in change || "filters" in change)) fitAll();
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
  const back = make("button", { type: "button", id: "whole", onclick: () => { go({ opened: [], focus: null, group: null, ...(focus ? {} : { chosen: null }) }); fitAll(); } }, say("everything"));
  const text = !focus ? `${say("openGroups")}: ${state.opened.length}` : focus.kind === "path" ? `${nameOf(things[focus.from])} — ${nameOf(things[focus.to])}`
    : language ? `${focus.depth} · ${say("nearOf")} ${nameOf(things[focus.of])}` : `${nameOf(things[focus.of])}${say("nearOf")} · ${focus.depth}`;
  const left = current.left ? make("small", {}, `${language ? "" : "另有 "}${current.left} ${say("leftOut")}`) : "";
  box.replaceChildren(back, make("span", {}, text), left);
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
    : line ? [line.relations.slice(0, 6).map((r) => make("div", {}, `${shorten(nameOf(things[r.s]), 14)} ${properties[r.p].words[language]} ${shorten(nameOf(things[r.o]), 14)}`))] : null;
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

const useTheme = () => setTheme(state.theme || (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light"));

function begin() {
  openPicture({ click: (node, line) => { if (node !== undefined) select(node); else if (line) go({ pair: [line.relations[0].s, line.relations[0].o] }); else if (state.chosen !== null || state.pair || state.group !== null) go({ chosen: null, pair: null, group: null }); },
    open: (node) => { if (node === undefined) return; if (isGroup(node)) toggleGroup(groupOf(node).id); else go({ focus: { kind: "near", of: node, depth: 1 } }); }, hover: tip });
  wireFilters();
  suggest(byId("search"), byId("hits"), (t) => { byId("search").value = ""; if (state.focus && !current.things.includes(t)) state.focus = null; go({ chosen: t.id, focus: state.focus }); });
  for (const b of document.querySelectorAll("[data-view]")) b.addEventListener("click", () => go({ view: b.dataset.view }));
  for (const b of document.querySelectorAll("[data-export]")) b.addEventListener("click", () => { byId("exports").open = false; EXPORTS[b.dataset.export](); });
  byId("skip").addEventListener("click", (e) => { e.preventDefault(); go({ view: "table" }); byId("view-table").querySelector("button").focus(); });
  byId("language").addEventListener("click", () => { language = 1 - language; words(); go({ language }); });
  byId("theme").addEventListener("click", () => { state.theme = document.documentElement.dataset.theme === "dark" ? "light" : "dark"; useTheme(); go({}); });
  byId("show-filters").addEventListener("click", () => byId("show-filters").setAttribute("aria-expanded", String(byId("filters").classList.toggle("open"))));
  byId("zoom-in").addEventListener("click", () => picture.network.moveTo({ scale: picture.network.getScale() * 1.4, animation: moving() }));
  byId("zoom-out").addEventListener("click", () => picture.network.moveTo({ scale: picture.network.getScale() / 1.4, animation: moving() }));
  byId("fit").addEventListener("click", fitAll);
  byId("picture").addEventListener("keydown", pictureKey);
  document.addEventListener("keydown", pageKey);
  addEventListener("popstate", arrive);
  addEventListener("beforeprint", beforePrint);
  addEventListener("afterprint", afterPrint);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", useTheme);
  arrive();
  document.documentElement.dataset.ready = "true";
}

begin();
