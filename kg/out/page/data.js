
// ---- Data: the lists of the data block as objects, and who is linked with whom ---------------------------------

const DATA = JSON.parse(byId("data").textContent);
const LIMIT = DATA.limit;

const classes = DATA.classes.map(([id, top, zh, en]) => ({ id, top, words: [zh, en] }));
const properties = DATA.properties.map(([id, zh, en, symmetric]) => ({ id, words: [zh, en], symmetric: !!symmetric }));
const documents = DATA.documents.map(([identifier, title, date, source, lang], number) => (
  { number, identifier, title: title || identifier, date, source, lang, passages: [], things: [] }));
const passages = DATA.passages.map(([doc, text], number) => ({ number, document: documents[doc], text }));
for (const passage of passages) if (passage.document) passage.document.passages.push(passage);

const things = DATA.things.map(([local, cls, names, docs, x, y, size, community, facts], id) => ({
  id, local, iri: DATA.base + local, classes: cls, top: cls.length ? classes[cls[0]].top : 0, names, docs, x, y, size, community, facts,
  out: [], in: [], figures: [],
}));
const relations = DATA.relations.map(([s, p, o, planned, confidence, date, first, last, evidence, context, post, rule], id) => ({
  id, s, p, o, planned: !!planned, confidence, date, first, last: last || first, evidence, context, post, rule,
  docs: [...new Set(evidence.map((e) => DATA.passages[e][0]))],
}));
const figures = DATA.figures.map(([indicator, about, value, unit, date, growth, bound, planned, evidence], id) => (
  { id, indicator, about, value, unit, date, growth, bound, planned: !!planned, evidence }));

for (const r of relations) { things[r.s].out.push(r); things[r.o].in.push(r); }
for (const f of figures) if (f.about >= 0) things[f.about].figures.push(f);
for (const t of things) for (const d of t.docs) documents[d].things.push(t);

const communities = DATA.communities.map(([x, y, r], id) => ({ id, x, y, r, members: [] }));
for (const t of things) communities[t.community].members.push(t); // most important first, as things are

const byLocal = new Map(things.map((t) => [t.local, t]));
const tops = [...new Set(classes.map((c) => c.top))];

/** A label among names in the language of the page, or in the other; "" where there is none. */
function labelIn(names, wanted) {
  const own = names.filter(([kind]) => kind === 0);
  const fits = wanted ? (l) => l.startsWith("en") : (l) => l.startsWith("zh") || l === "";
  return (own.find(([, l]) => fits(l)) || [])[2] || "";
}

function nameOf(thing) {
  return labelIn(thing.names, language) || labelIn(thing.names, 1 - language) || (thing.names[0] || [])[2] || thing.local;
}

function otherName(thing) {
  const other = labelIn(thing.names, 1 - language);
  return other === nameOf(thing) ? "" : other;
}

function classWords(thing) {
  return thing.classes.map((c) => classes[c].words[language]).join(language ? ", " : "、");
}

const indicatorName = (f) => (f.indicator < 0 ? "" : labelIn(DATA.indicators[f.indicator], language) || labelIn(DATA.indicators[f.indicator], 1 - language));

const isNarrow = (char) => char < "\u2e80";

/** Text cut to the width of so many Han characters; of other letters two stand in the place of one. */
function shorten(text, most) {
  if (text.length <= most) return text;
  const chars = [...text];
  let room = most, i = 0;
  while (i < chars.length && (room -= isNarrow(chars[i]) ? 0.55 : 1) >= 0) i++;
  return i === chars.length ? text : chars.slice(0, Math.max(1, i - 1)).join("") + "…";
}

/** A figure in words: 6.01万亿元, US$6.5 billion, 12.3%. */
function amount(f) {
  if (f.value === null) return "";
  const money = { CNY: ["元", "CNY "], USD: ["美元", "US$"], SGD: ["新加坡元", "S$"], HKD: ["港元", "HK$"], EUR: ["欧元", "€"] }[f.unit];
  const bound = ["over", "under", "about"].includes(f.bound) ? say(f.bound) : "";
  if (f.unit === "ratio") return bound + trim(f.value * 100) + "%";
  const unit = f.unit === "count" ? "" : money ? money[language] : f.unit;
  const text = scaled(f.value);
  return bound + (language && money ? unit + text : text + (language || !money ? " " : "") + unit).trim();
}

function scaled(value) {
  const steps = language ? [[1e12, " trillion"], [1e9, " billion"], [1e6, " million"]] : [[1e12, "万亿"], [1e8, "亿"], [1e4, "万"]];
  for (const [size, word] of steps) if (Math.abs(value) >= size) return trim(value / size) + word;
  return value.toLocaleString("en-US");
}

const trim = (value) => String(Number(value.toPrecision(6)));

const percent = (share) => (share > 0 ? "+" : "") + trim(Math.round(share * 1e5) / 1e3) + "%";

const isLink = (text) => /^https?:\/\/[^\s"'<>\\]+$/i.test(text || "");
