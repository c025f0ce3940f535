
// ---- Reader: a document's sentences in order, its mentions marked ----------------------------------------------

function drawReader() {
  const view = byId("view-documents");
  const doc = documents[state.doc] || null;
  const list = documents.map((d) => make("button", { type: "button", "aria-current": String(d === doc), onclick: () => go({ doc: d.number, passage: null }) },
    d.title, make("small", {}, [d.date, `${d.passages.length} ${say("passages")}`].filter(Boolean).join(" · "))));
  const shelf = make("nav", { "aria-label": say("documents") }, ...limited(list, (e) => e));
  view.replaceChildren(make("div", { class: "shelf" }, shelf, make("article", { lang: doc ? doc.lang : null }, doc ? readDocument(doc) : make("p", { class: "source" }, say("choose")))));
  const there = state.passage !== null && byId(`passage-${state.passage}`);
  if (there) there.scrollIntoView({ block: "center" });
}

function readDocument(doc) {
  const pattern = mentionPattern(doc);
  return [make("h2", {}, doc.title),
    make("p", { class: "source" }, [doc.date, doc.identifier].filter(Boolean).join(" · "), doc.source ? " · " : "",
      isLink(doc.source) ? make("a", { href: doc.source, rel: "noopener noreferrer", target: "_blank" }, say("link")) : doc.source),
    ...doc.passages.map((p) => make("p", { id: `passage-${p.number}`, class: p.number === state.passage ? "at" : "" }, marked(p.text, pattern)))];
}

/** The names of the things of a document, longest first, as one pattern, and whose each is. */
function mentionPattern(doc) {
  const whose = new Map();
  for (const thing of doc.things) for (const [, , name] of thing.names) if (name.length > 1 && !whose.has(name)) whose.set(name, thing);
  const all = [...whose.keys()].sort((a, b) => b.length - a.length).map((name) => name.replace(/[.*+?^${}()|[\]\\\/-]/g, "\\$&"));
  return { whose, regexp: all.length ? new RegExp(all.join("|"), "g") : null };
}

function marked(text, { whose, regexp }) {
  if (!regexp) return [text];
  const parts = [];
  let done = 0;
  for (const match of text.matchAll(regexp)) {
    const thing = whose.get(match[0]);
    const button = make("button", { type: "button", class: "mention", "data-thing": thing.id, title: `${classWords(thing)} · ${nameOf(thing)}`, "aria-pressed": String(state.chosen === thing.id),
      onclick: () => go({ chosen: thing.id, pair: null }) }, match[0]);
    button.style.setProperty("--of", `var(--c${slotOf(thing.top)})`);
    parts.push(text.slice(done, match.index), button);
    done = match.index + match[0].length;
  }
  return [...parts, text.slice(done)];
}
