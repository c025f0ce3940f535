
// ---- Panel: who is this, what do they do, who says so ----------------------------------------------------------

/** A button that leads to a thing. */
function thingLink(thing) {
  return make("button", { type: "button", class: "link", onclick: () => go({ chosen: thing.id, pair: null }) }, icon(thing.top), " ", nameOf(thing));
}

/** The sentence with the names of things marked, its document, date and link. */
function quote(passage, marked, context) {
  const doc = passage.document;
  const cite = doc ? make("cite", {}, context ? say("contextOf") + " · " : "", doc.title, doc.date ? ` · ${doc.date}` : "", " · ",
    make("button", { type: "button", class: "link", onclick: () => go({ view: "documents", doc: doc.number, passage: passage.number }) }, say("openDocument")),
    isLink(doc.source) ? " · " : "", isLink(doc.source) ? make("a", { href: doc.source, rel: "noopener noreferrer", target: "_blank" }, say("link")) : "") : "";
  return make("blockquote", { class: "quote" + (context ? " context" : "") }, marks(passage.text, marked), cite);
}

/** Text in which each given thing's longest name that occurs is marked, wherever it stands. */
function marks(text, marked) {
  const low = text.toLowerCase();
  const spans = [];
  marked.forEach((thing, i) => {
    const found = thing.names.map(([, , name]) => name).filter((name) => name && low.includes(name.toLowerCase())).sort((a, b) => b.length - a.length)[0];
    if (!found) return;
    for (let p = low.indexOf(found.toLowerCase()); p >= 0; p = low.indexOf(found.toLowerCase(), p + found.length)) spans.push([p, p + found.length, i ? "b" : "a"]);
  });
  spans.sort((a, b) => a[0] - b[0] || b[1] - a[1]);
  const parts = [];
  let done = 0;
  for (const [begin, end, cls] of spans) {
    if (begin < done) continue;
    parts.push(text.slice(done, begin), make("mark", { class: cls }, text.slice(begin, end)));
    done = end;
  }
  parts.push(text.slice(done));
  return parts;
}

/** A relation, told once or several times, as a line that opens to its sentences; thing is whose panel it is, null where both ends are named. */
function told(list, thing, opened) {
  const r = list[0];
  const s = things[r.s], o = things[r.o];
  const other = thing ? (r.s === thing.id ? o : s) : null;
  const posts = [...new Set(list.map((x) => x.post).filter(Boolean))].join(language ? ", " : "、");
  const who = make("span", { class: "who" }, other ? thingLink(other) : [thingLink(s), ` ${properties[r.p].words[language]} `, thingLink(o)], posts && `（${posts}）`);
  const dates = [...new Set(list.map((x) => x.date).filter(Boolean))].sort();
  const sure = Math.round(Math.max(...list.map((x) => x.confidence)) * 100);
  const when = [dates.length > 1 ? `${dates[0]} …` : dates[0], list.some((x) => x.evidence.length) ? `${sure}%` : ""].filter(Boolean).join(" · ");
  const quotes = () => {
    const evidence = [...new Set(list.flatMap((x) => x.evidence))];
    const context = [...new Set(list.flatMap((x) => x.context))].filter((p) => !evidence.includes(p));
    if (!evidence.length) return [make("p", { class: "meta" }, say("noSentence"))];
    return [...evidence.map((p) => quote(passages[p], [s, o], false)), ...context.map((p) => quote(passages[p], [s, o], true))];
  };
  return folding([who, list.every((x) => x.planned) ? make("span", { class: "badge" }, say("plannedBadge")) : "", make("span", { class: "when" }, when)], quotes, opened);
}

/** Puts together what says the same of the same two. */
function together(list) {
  const same = new Map();
  for (const r of list) {
    const key = `${r.s} ${r.p} ${r.o}`;
    if (!same.has(key)) same.set(key, []);
    same.get(key).push(r);
  }
  return [...same.values()];
}

/** A line whose triangle shows what is below it; made only when asked for. */
function folding(line, below, opened) {
  const turn = make("button", { type: "button", class: "turn", "aria-expanded": "false", "aria-label": say("sentence") }, "▸");
  const box = make("div", { class: "told" }, make("div", { class: "head" }, turn, ...line));
  const content = make("div", { hidden: true });
  const toggle = (open) => {
    if (open && !content.childElementCount) content.append(...below());
    content.hidden = !open;
    turn.setAttribute("aria-expanded", String(open));
  };
  turn.addEventListener("click", () => toggle(content.hidden));
  box.firstChild.addEventListener("click", (e) => { if (!e.target.closest("button")) toggle(content.hidden); });
  box.append(content);
  if (opened) toggle(true);
  return box;
}

function panelHead(close) {
  return make("button", { type: "button", class: "close", "aria-label": say("close"), onclick: close }, "×");
}

function thingPanel(thing) {
  const also = thing.names.filter(([kind, , text]) => text !== nameOf(thing) && text !== otherName(thing)).map(([, , text]) => text);
  const head = [
    panelHead(() => go({ chosen: null, pair: null })),
    make("p", { class: "kind" }, icon(thing.top), classWords(thing)),
    make("h2", {}, nameOf(thing)),
    otherName(thing) ? make("p", { class: "other" }, otherName(thing)) : "",
    also.length ? make("p", { class: "also" }, say("alsoCalled") + [...new Set(also)].join(language ? "; " : "；")) : "",
  ];
  return [...head, actions(thing), ...thing.facts.map((fact) => factLine(thing, ...fact)), ...relationGroups(thing), ...figureTables(thing), mentions(thing)];
}

/** A number, a day: what a thing has that is no relation, with its sentence. */
function factLine(thing, words, value, evidence) {
  const line = make("span", { class: "who" }, `${words[language]}${language ? ": " : "："}${value}`);
  return evidence.length ? folding([line], () => evidence.map((p) => quote(passages[p], [thing], false)), false) : make("p", { class: "also" }, line);
}

function actions(thing) {
  const near = [1, 2, 3].map((depth) => make("button", { type: "button", "aria-label": `${say("near")} ${depth}`, "data-depth": depth,
    "aria-pressed": String(state.focus?.kind === "near" && state.focus.of === thing.id && state.focus.depth === depth),
    onclick: () => go({ view: "graph", focus: { kind: "near", of: thing.id, depth } }) }, String(depth)));
  const act = (word, f) => make("button", { type: "button", "data-act": word, onclick: f }, say(word));
  return make("div", { class: "acts" }, say("near"), ...near, act("pathFrom", () => startPath("from", thing)), act("pathTo", () => startPath("to", thing)),
    act("copyIri", () => copy(thing.iri)), act("copySparql", () => copy(sparqlOf(thing))),
    thing.out.length + thing.in.length ? act("sentences", () => { for (const turn of byId("panel").querySelectorAll('.turn[aria-expanded="false"]')) turn.click(); }) : "");
}

/** Relations of a thing by property and direction, the most frequent first. */
function relationGroups(thing) {
  const groups = new Map();
  const add = (r, inward) => {
    const key = `${r.p}${inward && !properties[r.p].symmetric ? "<" : ">"}`;
    if (!groups.has(key)) groups.set(key, { p: r.p, inward: key.endsWith("<"), list: [] });
    groups.get(key).list.push(r);
  };
  thing.out.filter(passes).forEach((r) => add(r, false));
  thing.in.filter(passes).forEach((r) => add(r, true));
  const latest = (list) => list.map((r) => r.first).sort().pop() || "";
  for (const group of groups.values()) group.list = together(group.list).sort((a, b) => latest(b).localeCompare(latest(a)) || a[0].id - b[0].id);
  return [...groups.values()].sort((a, b) => a.inward - b.inward || b.list.length - a.list.length || a.p - b.p).flatMap(({ p, inward, list }) => [
    make("h3", {}, inward ? (INVERSE[properties[p].id] || ["← " + properties[p].words[0], "← " + properties[p].words[1]])[language] : properties[p].words[language],
      make("small", {}, String(list.length))),
    ...limited(list, (same) => told(same, thing, false)),
  ]);
}

/** Elements of a list, the first 40 at once and the others when asked for. */
function limited(list, element) {
  const first = list.slice(0, 40).map(element);
  if (list.length <= 40) return first;
  const more = make("button", { type: "button", class: "link", onclick: () => more.replaceWith(...list.slice(40).map(element)) }, `+ ${list.length - 40}`);
  return [...first, more];
}

function figureTables(thing) {
  if (!thing.figures.length) return [];
  const groups = new Map();
  for (const f of thing.figures) {
    const key = `${f.indicator}|${f.unit}`;
    if (!groups.has(key)) groups.set(key, []);
    groups.get(key).push(f);
  }
  return [...groups.values()].flatMap((list) => [
    make("h3", {}, indicatorName(list[0]), make("small", {}, say("figures"))),
    sparkline(list),
    make("table", {}, make("tbody", {}, list.map((f) => figureRow(f, thing)))),
  ]);
}

function figureRow(f, thing) {
  const line = [make("span", { class: "who" }, period(f.date)), f.planned ? make("span", { class: "badge" }, say("plannedBadge")) : ""].filter(Boolean);
  const box = folding(line, () => f.evidence.map((p) => quote(passages[p], [thing], false)), false);
  return make("tr", {}, make("td", {}, box), make("td", { class: "number" }, amount(f)), make("td", { class: "number" }, f.growth === null ? "" : percent(f.growth)));
}

/** A period shortly: a year, a quarter's or half's days, a day. */
function period(date) {
  const [from, to] = date.split("/");
  if (!to) return from || "—";
  if (from.slice(0, 4) === to.slice(0, 4) && from.endsWith("-01-01") && to.endsWith("-12-31")) return from.slice(0, 4);
  return `${from} – ${to}`;
}

function sparkline(list) {
  const points = list.filter((f) => f.date && f.value !== null).map((f) => [Date.parse(f.date.split("/").pop().padEnd(10, "-01").slice(0, 10)), f.value]).filter(([t]) => !Number.isNaN(t)).sort((a, b) => a[0] - b[0]);
  if (points.length < 2 || points[0][0] === points[points.length - 1][0]) return "";
  const [t0, t1] = [points[0][0], points[points.length - 1][0]];
  const low = Math.min(...points.map((p) => p[1])), high = Math.max(...points.map((p) => p[1]));
  const xy = points.map(([t, v]) => [4 + ((t - t0) / (t1 - t0)) * 192, 38 - ((v - low) / (high - low || 1)) * 32]);
  return make("svg", { class: "spark", viewBox: "0 0 200 44", role: "img", "aria-label": `${indicatorName(list[0])}: ${amount(list[0])} … ${amount(list[list.length - 1])}` },
    make("polyline", { points: xy.map((p) => p.join(",")).join(" ") }), ...xy.map(([x, y]) => make("circle", { cx: x, cy: y, r: 2.2 })));
}

function mentions(thing) {
  if (!thing.docs.length) return "";
  return make("div", {}, make("h3", {}, say("mentionedIn"), make("small", {}, String(thing.docs.length))), ...limited(thing.docs.map((d) => documents[d]), (d) =>
    make("p", {}, make("button", { type: "button", class: "link", onclick: () => go({ view: "documents", doc: d.number, passage: null }) }, d.title), d.date ? make("small", {}, ` ${d.date}`) : "")));
}

/** Everything that is said between two things. */
function pairPanel(a, b) {
  const list = relations.filter((r) => ((r.s === a && r.o === b) || (r.s === b && r.o === a)) && passes(r));
  return [panelHead(() => go({ pair: null })), make("p", { class: "kind" }, say("relations")),
    make("h2", {}, nameOf(things[a]), " — ", nameOf(things[b])),
    make("div", { class: "acts" }, make("button", { type: "button", "data-act": "copySparql", onclick: () => copy(sparqlOf(things[a], things[b])) }, say("copySparql"))),
    ...together(list).map((same) => told(same, null, true))];
}

/** The chains of a shortest path, each step with its sentence at hand. */
function pathPanel(focus, layers) {
  const head = [panelHead(() => go({ focus: null })), make("p", { class: "kind" }, say("pathBetween")),
    make("h2", {}, nameOf(things[focus.from]), " — ", nameOf(things[focus.to]))];
  if (!layers.length) return [...head, make("p", {}, say("noPath"))];
  const steps = chains(focus, layers).map((chain) => make("div", { class: "path" }, ...chain.slice(1).map((id, i) => {
    const step = things[id].out.concat(things[id].in).filter((x) => (x.s === chain[i] || x.o === chain[i]) && passes(x));
    return together(step).map((same) => told(same, null, false));
  }).flat()));
  return [...head, make("p", { class: "also" }, `${layers.length - 1} ${say("steps")}`), ...steps];
}

function chains(focus, layers) {
  const near = adjacency(relations.filter(passes));
  let found = [[focus.from]];
  for (const layer of layers.slice(1)) {
    const there = new Set(layer);
    found = found.flatMap((chain) => [...near.get(chain[chain.length - 1])].filter((id) => there.has(id)).sort((a, b) => a - b).map((id) => [...chain, id])).slice(0, 12);
  }
  return found;
}

function groupPanel(group) {
  const isOpen = state.opened.includes(group.id);
  return [panelHead(() => go({ group: null })), make("p", { class: "kind" }, say("group")),
    make("h2", {}, `${nameOf(group.members[0])} …`), make("p", { class: "other" }, `${group.members.length} ${say("members")}`),
    make("div", { class: "acts" }, make("button", { type: "button", "data-act": "open", onclick: () => toggleGroup(group.id) }, say(isOpen ? "closeGroup" : "open"))),
    ...limited(group.members, (t) => make("p", {}, thingLink(t)))];
}

// ---- SPARQL of what is shown ------------------------------------------------------------------------------------

const PREFIXES = `PREFIX ipp: <${DATA.ontology}>\nPREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>\nPREFIX dcterms: <http://purl.org/dc/terms/>\nPREFIX xsd: <http://www.w3.org/2001/XMLSchema#>\n`;

function sparqlOf(thing, other) {
  const ends = other ? `  VALUES (?subject ?object) { (<${thing.iri}> <${other.iri}>) (<${other.iri}> <${thing.iri}>) }\n` : `  { VALUES ?subject { <${thing.iri}> } } UNION { VALUES ?object { <${thing.iri}> } }\n`;
  return query(ends);
}

function query(ends) {
  const lines = [];
  if (filters.offProperties.size) lines.push(`  VALUES ?property { ${properties.filter((p, i) => !filters.offProperties.has(i)).map((p) => (p.id.includes("://") ? `<${p.id}>` : `ipp:${p.id}`)).join(" ")} }`);
  if (filters.offClasses.size) for (const end of ["subject", "object"]) lines.push(`  FILTER EXISTS { VALUES ?${end}Class { ${classes.filter((c, i) => !filters.offClasses.has(i)).map((c) => (c.id.includes("://") ? `<${c.id}>` : `ipp:${c.id}`)).join(" ")} } ?${end} a ?${end}Class }`);
  if (filters.confidence) lines.push(`  FILTER(?confidence >= ${filters.confidence / 100})`);
  if (!filters.planned) lines.push('  FILTER(?modality = "fact")');
  if (!filters.fact) lines.push('  FILTER(?modality = "planned")');
  const open = filters.undated ? "!BOUND(?from) || " : "";
  if (filters.since) lines.push(`  FILTER(${open}?to >= "${filters.since}"^^xsd:date)`);
  if (filters.until) lines.push(`  FILTER(${open}?from <= "${filters.until}"^^xsd:date)`);
  if (filters.document >= 0) lines.push(`  ?document dcterms:identifier ${JSON.stringify(documents[filters.document].identifier)} .`);
  return `${PREFIXES}SELECT DISTINCT ?subject ?property ?object ?from ?modality ?confidence ?sentence ?document WHERE {\n${ends}` +
    "  ?statement a rdf:Statement ; rdf:subject ?subject ; rdf:predicate ?property ; rdf:object ?object ;\n" +
    "    ipp:modality ?modality ; ipp:confidence ?confidence ; ipp:evidence ?passage .\n" +
    "  ?passage ipp:text ?sentence ; ipp:source ?document .\n" +
    "  OPTIONAL { ?statement ipp:dateFrom ?from ; ipp:dateTo ?to }\n" +
    (lines.length ? lines.join("\n") + "\n" : "") + "} ORDER BY ?from ?subject ?property ?object\n";
}

function sparqlShown() {
  const around = state.focus ? `  VALUES ?subject { ${current.things.map((t) => `<${t.iri}>`).join(" ")} }\n  VALUES ?object { ${current.things.map((t) => `<${t.iri}>`).join(" ")} }\n` : "";
  return query(around);
}

async function copy(text) {
  let done = false;
  try { await navigator.clipboard.writeText(text); done = true; } catch {
    const area = make("textarea", { readonly: true, "aria-hidden": "true" });
    area.value = text;
    document.body.append(area);
    area.select();
    try { done = document.execCommand("copy"); } catch { done = false; }
    area.remove();
  }
  announce(say(done ? "copied" : "notCopied"));
}
