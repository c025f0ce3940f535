"use strict";
// The page to ask from: examples with their parameters, an editor, the answer as a table.

const byId = (id) => document.getElementById(id);
const { base, prefixes, examples } = JSON.parse(byId("data").textContent);
const WORDS = JSON.parse(byId("words").textContent);
const LANGUAGE = document.documentElement.lang;
const STEP = 200;
const LABELLED = 400; // things whose labels are asked for
const ROWS = { JSON: "application/sparql-results+json", CSV: "text/csv", TSV: "text/tab-separated-values", XML: "application/sparql-results+xml" };
const TRIPLES = { Turtle: "text/turtle", "N-Triples": "application/n-triples", "JSON-LD": "application/ld+json", "RDF/XML": "application/rdf+xml" };
const ACCEPT = `${ROWS.JSON}, ${TRIPLES.Turtle};q=0.9`;
const FIRST = "SELECT ?thing ?name {\n  ?thing a ipp:Programme ; rdfs:label ?name .\n}\nORDER BY ?name\nLIMIT 100";
const say = (key) => WORDS[key];
const inLanguage = (said) => said[LANGUAGE] || said.en || "";

/** Makes an element; text goes in as text, never as markup. */
function make(tag, attributes = {}, ...children) {
  const e = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) e.addEventListener(name.slice(2), value);
    else if (value !== null && value !== undefined && value !== false) e.setAttribute(name, value === true ? "" : value);
  }
  e.append(...children.flat().filter((c) => c !== null && c !== undefined && c !== ""));
  return e;
}

// ---- Asking ----

let asking = null; // what stops the query that runs
let asked = ""; // the query whose answer is shown

function send(query, accept, signal) {
  return fetch("sparql", { method: "POST", headers: { Accept: accept, "Content-Type": "application/sparql-query" }, body: query, signal });
}

async function run() {
  asking?.abort();
  const mine = (asking = new AbortController());
  const query = byId("query").value;
  history.replaceState(null, "", "#query=" + encodeURIComponent(query));
  busy(true);
  const begin = performance.now();
  try {
    const answer = await send(query, ACCEPT, mine.signal);
    const text = await answer.text();
    if (mine !== asking) return;
    const seconds = ((performance.now() - begin) / 1000).toFixed(2);
    if (!answer.ok) fail(text.trim());
    else await show(answer.headers.get("Content-Type") || "", text, seconds);
    asked = answer.ok ? query : "";
  } catch (error) {
    if (mine === asking) fail(error.name === "AbortError" ? say("stopped") : say("lost"));
  }
  if (mine === asking) busy(false);
}

function busy(yes) {
  byId("run").disabled = yes;
  byId("stop").hidden = !yes;
  if (yes) byId("status").textContent = say("running");
  byId("download").disabled = yes || !asked;
}

/** Says what is wrong, and marks the place in the query. */
function fail(words) {
  asked = "";
  byId("status").textContent = "";
  byId("result").replaceChildren(make("pre", { class: "wrong", role: "alert" }, words));
  const place = /^line (\d+), column (\d+)/.exec(words);
  if (!place) return;
  const editor = byId("query"), lines = editor.value.split("\n");
  const at = lines.slice(0, place[1] - 1).reduce((sum, line) => sum + line.length + 1, 0) + Number(place[2]) - 1;
  editor.focus();
  editor.setSelectionRange(at, at + (/^\S+/.exec(editor.value.slice(at)) || [" "])[0].length);
}

// ---- The answer ----

async function show(media, text, seconds) {
  const rows = media.startsWith(ROWS.JSON);
  forms(rows ? ROWS : TRIPLES);
  const after = (words) => { byId("status").textContent = `${words} · ${seconds} ${say("seconds")}`; };
  if (!rows) {
    byId("result").replaceChildren(make("pre", { class: "triples" }, text));
    return after("Turtle");
  }
  const answer = JSON.parse(text);
  if ("boolean" in answer) {
    byId("result").replaceChildren(make("p", { class: "verdict" }, answer.boolean ? say("yes") : say("no")));
    return after("ASK");
  }
  const found = answer.results.bindings;
  after(`${found.length} ${say("rows")}`);
  table(answer.head.vars, found, new Map());
  const labels = await called(found);
  if (labels.size) table(answer.head.vars, found, labels);
}

/** What the things among the values are called. */
async function called(found) {
  const things = new Set();
  for (const row of found) for (const value of Object.values(row)) {
    if (value.type === "uri" && value.value.startsWith(base)) things.add(value.value);
    if (things.size >= LABELLED) break;
  }
  const labels = new Map();
  if (!things.size) return labels;
  const query = `SELECT ?x ?label { VALUES ?x { ${[...things].map((iri) => `<${iri}>`).join(" ")} } ?x rdfs:label|dcterms:title ?label }`;
  const answer = await send(query, ROWS.JSON);
  if (!answer.ok) return labels;
  for (const { x, label } of (await answer.json()).results.bindings) {
    if (!labels.has(x.value) || (label["xml:lang"] || "").startsWith(LANGUAGE)) labels.set(x.value, label.value);
  }
  return labels;
}

function table(names, found, labels) {
  if (!found.length) return byId("result").replaceChildren(make("p", { class: "nothing" }, say("none")));
  const state = { rows: [...found], shown: STEP, by: null, down: false };
  const draw = () => {
    const heads = names.map((name) => make("th", { scope: "col", "aria-sort": state.by === name ? (state.down ? "descending" : "ascending") : "none" },
      make("button", { type: "button", onclick: () => sort(name) }, name, state.by === name ? (state.down ? " ▾" : " ▴") : "")));
    const body = state.rows.slice(0, state.shown).map((row) => make("tr", {}, names.map((name) => cell(row[name], labels))));
    const more = state.rows.length > state.shown ? make("button", { type: "button", class: "more", onclick: () => { state.shown += STEP; draw(); } }, say("further")) : "";
    byId("result").replaceChildren(make("table", {}, make("thead", {}, make("tr", {}, heads)), make("tbody", {}, body)), more);
  };
  const sort = (name) => {
    state.down = state.by === name && !state.down;
    state.by = name;
    const key = (row) => (row[name] ? labels.get(row[name].value) || row[name].value : "");
    const order = new Intl.Collator(LANGUAGE, { numeric: true }).compare;
    state.rows = found.map((row) => [key(row), row]).sort((a, b) => (state.down ? -1 : 1) * order(a[0], b[0])).map(([, row]) => row);
    draw();
  };
  draw();
}

function cell(value, labels) {
  if (!value) return make("td");
  if (value.type === "triple") return make("td", {}, JSON.stringify(value.value));
  if (value.type !== "uri") {
    const number = /#(integer|decimal|double|float)$/.test(value.datatype || "");
    return make("td", { class: number ? "number" : null, lang: value["xml:lang"] || null }, value.value);
  }
  const iri = value.value;
  const words = labels.get(iri) || short(iri);
  if (iri.startsWith(base)) return make("td", {}, make("a", { href: "id/" + encodeURIComponent(iri.slice(base.length)), title: iri }, words));
  return make("td", {}, /^https?:/.test(iri) ? make("a", { href: iri, rel: "noopener noreferrer", target: "_blank" }, words) : words);
}

function short(iri) {
  const [prefix, whole] = Object.entries(prefixes).find(([, each]) => iri.startsWith(each)) || [];
  return prefix ? `${prefix}:${iri.slice(whole.length)}` : iri;
}

// ---- Taking it along ----

function forms(known) {
  byId("form").replaceChildren(...Object.entries(known).sort((a, b) => (a[0] === "CSV" ? -1 : b[0] === "CSV" ? 1 : 0)).map(([name, media]) => make("option", { value: media }, name)));
}

async function download() {
  const media = byId("form").value;
  const answer = await send(asked, media);
  if (!answer.ok) return fail((await answer.text()).trim());
  const mark = media === ROWS.CSV ? "\ufeff" : ""; // so that spreadsheets read it as UTF-8
  const url = URL.createObjectURL(new Blob([mark, await answer.text()], { type: media }));
  const names = { [ROWS.JSON]: "srj", [ROWS.XML]: "srx", [ROWS.CSV]: "csv", [ROWS.TSV]: "tsv", [TRIPLES.Turtle]: "ttl", [TRIPLES["N-Triples"]]: "nt", [TRIPLES["JSON-LD"]]: "jsonld", [TRIPLES["RDF/XML"]]: "rdf" };
  make("a", { href: url, download: `answer.${names[media]}` }).click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

async function copyLink() {
  const link = location.href.split("#")[0] + "#query=" + encodeURIComponent(byId("query").value);
  try { await navigator.clipboard.writeText(link); byId("status").textContent = say("copied"); } catch { location.hash = link.split("#")[1]; }
}

// ---- Examples ----

function list(words = "") {
  const wanted = words.trim().toLowerCase();
  const fits = (one) => [one.name, ...Object.values(one.title), ...Object.values(one.question)].join(" ").toLowerCase().includes(wanted);
  byId("list").replaceChildren(...examples.filter(fits).map((one) => make("li", {},
    make("button", { type: "button", "data-name": one.name, onclick: () => choose(one) }, inLanguage(one.title), make("small", {}, inLanguage(one.question))))));
}

function choose(one) {
  for (const button of document.querySelectorAll("#list button")) button.setAttribute("aria-current", String(button.dataset.name === one.name));
  write(body(one.text));
  const form = byId("parameters");
  form.hidden = !one.parameters.length;
  form.replaceChildren(...one.parameters.map(field), make("button", { class: "chief" }, say("fill")));
  form.onsubmit = (event) => { event.preventDefault(); fill(one); };
  if (one.parameters.some((p) => p.required)) form.querySelector("[required]").focus();
  else if (one.parameters.length) fill(one);
  else run();
}

function write(text) {
  byId("query").value = text.trimEnd();
  byId("query").rows = Math.min(Math.max(text.split("\n").length + 1, 7), 24);
}

const body = (text) => text.replace(/^(#.*\n)+/, "");

function field(p) {
  const hint = /day$/.test(p.kind) ? say("day_hint") : ["text", "number"].includes(p.kind) ? "" : say("name_hint");
  const given = p.name === "language" ? LANGUAGE : p.default || "";
  const input = make("input", { name: p.name, required: p.required, value: given, placeholder: hint, autocomplete: "off" });
  return make("label", {}, make("span", {}, inLanguage(p.says), p.required ? make("small", {}, ` ${say("required")}`) : ""), input);
}

/** Puts the parameters into the query, which the server does: it knows the names of things. */
async function fill(one) {
  const given = [...new FormData(byId("parameters"))].filter(([, value]) => value.trim());
  try {
    const answer = await fetch(`queries/${one.name}?${new URLSearchParams(given)}`, { headers: { Accept: "application/sparql-query, text/plain" } });
    const text = await answer.text();
    if (!answer.ok) return fail(text.trim());
    write(body(text));
  } catch { return fail(say("lost")); }
  return run();
}

// ---- The beginning ----

function begin() {
  list();
  forms(ROWS);
  byId("find").addEventListener("input", (e) => list(e.target.value));
  byId("run").addEventListener("click", run);
  byId("stop").addEventListener("click", () => asking?.abort());
  byId("download").addEventListener("click", download);
  byId("link").addEventListener("click", copyLink);
  byId("language").addEventListener("click", (e) => { e.preventDefault(); location.href = e.target.href + location.hash; });
  byId("query").addEventListener("keydown", (e) => {
    if (e.key !== "Enter" || !(e.ctrlKey || e.metaKey)) return;
    e.preventDefault();
    run();
  });
  const given = new URLSearchParams(location.hash.slice(1)).get("query") || new URLSearchParams(location.search).get("query");
  write(given || FIRST);
  if (given) run();
  document.documentElement.dataset.ready = "true";
}

begin();
