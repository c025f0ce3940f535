
// ---- State: what is looked at, kept in the address so that it can be sent and gone back to ---------------------

const state = { view: "graph", chosen: null, pair: null, group: null, doc: null, passage: null, focus: null, opened: [], language: null, theme: null };
const OWN_LANGUAGE = language; // the browser's, until another is chosen
let current = { things: [], relations: [], layers: null };
let written = location.hash; // the address as it was last written or read
let turned = ""; // the slider that wrote it: its further steps are no steps back

/** Changes the state, writes it into the address, and draws; turning is the slider that does it, if one does. */
function go(change, turning = "") {
  Object.assign(state, change);
  if ("chosen" in change && change.chosen !== null) { state.pair = null; state.group = null; }
  if ("pair" in change && change.pair) { state.chosen = null; state.group = null; }
  if ("group" in change && change.group !== null) { state.chosen = null; state.pair = null; }
  if ("filters" in change || "focus" in change) current = shown(state);
  openChosen();
  const after = address();
  if (after !== written) try {
    history[turning && turning === turned ? "replaceState" : "pushState"](null, "", after || "#");
  } catch { /* a notebook's frame has no address of its own */ }
  written = after;
  turned = turning;
  draw(change);
}

/** Draws anew what the filters leave. */
const refilter = (turning) => go({ filters }, turning);

function address() {
  const parts = new URLSearchParams();
  const set = (key, value) => { if (value !== null && value !== undefined && value !== "") parts.set(key, value); };
  const { focus, pair } = state;
  if (state.view !== "graph") set("view", state.view);
  if (state.chosen !== null) set("id", things[state.chosen].local);
  if (pair) { set("id", things[pair[0]].local); set("with", things[pair[1]].local); }
  set("group", state.group);
  if (focus?.kind === "near") { set("near", things[focus.of].local); set("depth", focus.depth); }
  if (focus?.kind === "path") { set("from", things[focus.from].local); set("to", things[focus.to].local); }
  set("open", state.opened.join(" "));
  if (state.view === "documents") { set("doc", documents[state.doc]?.identifier); set("passage", state.passage); }
  if (state.view === "table") { if (tableState.kind !== "relations") set("rows", tableState.kind); set("sort", tableState.sort && (tableState.down ? "-" : "") + tableState.sort); }
  writeFilters(parts);
  if (state.language !== null) set("lang", state.language ? "en" : "zh");
  set("theme", state.theme);
  const text = parts.toString();
  return text ? `#${text}` : "";
}

/** What is off, as the shorter list: what remains, or after a minus what does not. */
function writeOff(parts, key, off, used, name) {
  const on = used.filter((i) => !off.has(i)), out = used.filter((i) => off.has(i));
  if (out.length) parts.set(key, on.length < out.length ? on.map(name).join(" ") : "-" + out.map(name).join(" "));
}

function readOff(parts, key, used, name) {
  const text = parts.get(key);
  if (text === null) return new Set();
  const named = new Set(text.replace(/^-/, "").split(" "));
  const known = used.filter((i) => named.has(name(i)));
  if (text && !known.length) return new Set(); // of another graph
  return new Set(text[0] === "-" ? known : used.filter((i) => !named.has(name(i))));
}

const usedClasses = [...new Set(things.flatMap((t) => t.classes))].sort((a, b) => a - b);
const usedProperties = [...new Set(relations.map((r) => r.p))].sort((a, b) => a - b);
const classId = (i) => classes[i].id, propertyId = (i) => properties[i].id;

function writeFilters(parts) {
  const f = filters;
  writeOff(parts, "class", f.offClasses, usedClasses, classId);
  writeOff(parts, "property", f.offProperties, usedProperties, propertyId);
  if (f.document >= 0) parts.set("document", documents[f.document].identifier);
  if (f.confidence) parts.set("confidence", f.confidence);
  if (!f.fact || !f.planned) parts.set("modality", f.fact ? "fact" : f.planned ? "planned" : "none");
  if (f.since) parts.set("since", f.since.slice(0, 7));
  if (f.until) parts.set("until", f.until.slice(0, 7));
  if (!f.undated) parts.set("undated", "no");
}

function readFilters(parts) {
  const month = (key) => (months.includes(parts.get(key)) ? parts.get(key) : "");
  const least = Number(parts.get("confidence"));
  const modality = parts.get("modality");
  const off = (mode) => modality === "none" || modality === mode;
  Object.assign(filters, {
    offClasses: readOff(parts, "class", usedClasses, classId), offProperties: readOff(parts, "property", usedProperties, propertyId),
    document: documents.findIndex((d) => d.identifier === parts.get("document")), confidence: least > 0 && least <= 100 ? least : 0,
    fact: !off("planned"), planned: !off("fact"), undated: parts.get("undated") !== "no",
    since: month("since") && `${month("since")}-01`, until: month("until") && lastDay(month("until")),
  });
}

/** Takes the state from the address: deep links, back and forward. */
function arrive() {
  const parts = new URLSearchParams(location.hash.slice(1));
  const thing = (key) => (parts.has(key) ? byLocal.get(parts.get(key)) ?? things.find((t) => t.iri === parts.get(key)) : null)?.id ?? null;
  const among = (text, list) => { const n = Number(text); return text && Number.isInteger(n) && list[n] ? n : null; };
  const one = (key, ...known) => (known.includes(parts.get(key)) ? parts.get(key) : null);
  const id = thing("id"), other = thing("with"), near = thing("near"), from = thing("from"), to = thing("to");
  const doc = documents.findIndex((d) => d.identifier === parts.get("doc"));
  const sort = (parts.get("sort") || "").match(/^(-?)(\w+)$/);
  Object.assign(state, {
    view: one("view", "table", "documents") || "graph",
    chosen: other === null ? id : null, pair: id !== null && other !== null ? [id, other] : null, group: among(parts.get("group"), communities),
    focus: near !== null ? { kind: "near", of: near, depth: Number(one("depth", "2", "3")) || 1 } : from !== null && to !== null ? { kind: "path", from, to } : null,
    opened: (parts.get("open") || "").split(" ").map((n) => among(n, communities)).filter((n) => n !== null),
    doc: doc >= 0 ? doc : state.doc, passage: among(parts.get("passage"), passages), theme: one("theme", "light", "dark"),
    language: { en: 1, zh: 0 }[parts.get("lang")] ?? null,
  });
  const kind = one("rows", "things") || "relations";
  Object.assign(tableState, { kind, sort: sort && COLUMNS[kind].some(([key]) => key === sort[2]) ? sort[2] : null, down: sort?.[1] === "-", rows: 200 });
  readFilters(parts);
  written = location.hash;
  turned = "";
  language = state.language ?? OWN_LANGUAGE;
  useTheme();
  words();
  current = shown(state);
  openChosen();
  draw({ chosen: 1, focus: 1, view: 1, filters: 1 });
}
