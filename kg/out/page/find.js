
// ---- Finding: names, filters, neighbours, paths ----------------------------------------------------------------

// Pinyin initials: the browser sorts Han characters by pinyin, so the first character of each letter is enough.
// Characters of several readings that names are full of (重庆, 银行, 长江) have theirs here.
const FIRST = "阿八嚓哒妸发旮哈讥咔垃妈拏噢妑七呥扨它穵夕丫帀";
const LETTERS = "abcdefghjklmnopqrstwxyz";
const SEVERAL = { 重: "cz", 行: "hx", 长: "cz", 都: "d", 会: "hk", 厦: "xs", 区: "qo", 调: "dt", 省: "sx", 系: "xj", 参: "cs", 单: "ds", 解: "jx",
  乐: "ly", 藏: "zc", 朝: "cz", 石: "sd", 率: "ls", 校: "xj", 盛: "sc", 降: "jx", 传: "cz", 曾: "zc", 大: "d", 卡: "k", 车: "cj", 六: "l", 宿: "sx", 莘: "sx", 尉: "wy", 番: "fp", 铅: "qy", 台: "t", 仆: "p", 兴: "x", 中: "z" };
const sorter = (() => { try { return new Intl.Collator("zh-CN-u-co-pinyin"); } catch { return null; } })();
const initialOf = new Map();

function initials(char) {
  if (SEVERAL[char]) return SEVERAL[char];
  if (char < "\u3400") return /[a-z0-9]/i.test(char) ? char.toLowerCase() : "";
  if (!initialOf.has(char)) {
    let found = "";
    if (sorter) for (let i = 0; i < FIRST.length && sorter.compare(char, FIRST[i]) >= 0; i++) found = LETTERS[i];
    initialOf.set(char, found);
  }
  return initialOf.get(char);
}

/** Says whether letters are the initials of a name's characters from some place on; a name's start counts most. */
function initialsAt(name, letters) {
  const chars = [...name].map(initials).filter(Boolean);
  for (let start = 0; start + letters.length <= chars.length; start++) {
    let i = 0;
    while (i < letters.length && chars[start + i].includes(letters[i])) i++;
    if (i === letters.length) return start;
  }
  return -1;
}

const folded = (text) => text.normalize("NFKC").toLowerCase();

let names = null; // made when first needed: [folded name, thing, kind, name]

function allNames() {
  names ||= things.flatMap((t) => (t.names.length ? t.names : [[0, "", t.local]]).map(([kind, , text]) => [folded(text), t, kind, text]));
  return names;
}

/** Things by name, best first: the same, beginning, containing, initials; among equals the more important. */
function search(query, most = 12) {
  const wanted = folded(query.trim());
  if (!wanted) return [];
  const letters = /^[a-z]{2,}$/.test(wanted) ? wanted : "";
  const best = new Map();
  for (const [name, thing, kind, text] of allNames()) {
    const at = name.indexOf(wanted);
    let rank = name === wanted ? 0 : at === 0 ? 2 : at > 0 ? (/[a-z]/.test(wanted[0]) && /[a-z]/.test(name[at - 1]) ? 7 : 4) : -1;
    if (rank < 0 && letters) {
      const start = initialsAt(text, letters);
      if (start >= 0) rank = start ? 6 : 3;
    }
    if (rank < 0) continue;
    rank += kind * 0.3;
    const known = best.get(thing);
    if (!known || rank < known.rank) best.set(thing, { thing, rank, text });
  }
  const hits = best.size ? [...best.values()] : nearly(wanted);
  return hits.sort((a, b) => a.rank - b.rank || a.thing.id - b.thing.id).slice(0, most);
}

/** Things one of whose names has in it nearly what was typed: one slip for four letters or three Han characters. */
function nearly(wanted) {
  const typed = [...wanted].slice(0, 31); // as many as a number has bits
  const most = Math.min(3, Math.floor(typed.length / (typed.every(isNarrow) ? 4 : 3)));
  const best = new Map();
  for (const [name, thing, kind, text] of most ? allNames() : []) {
    const rank = slips(typed, name, most) + kind * 0.3;
    if (rank < most + 1 && !(best.get(thing)?.rank <= rank)) best.set(thing, { thing, rank, text, near: true });
  }
  return [...best.values()];
}

/** The fewest slips (a letter wrong, missing, too many, or two swapped) with which letters stand somewhere in a text:
 * all rows of the table at once as bits (Myers 1999, with Hyyrö's swaps). */
function slips(letters, text, most) {
  const bits = new Map();
  letters.forEach((letter, i) => bits.set(letter, (bits.get(letter) || 0) | (1 << i)));
  const last = 1 << (letters.length - 1);
  let up = -1, down = 0, same = 0, before = 0, now = letters.length, least = now;
  for (const char of text) {
    const here = bits.get(char) || 0;
    same = ((((here & up) + up) ^ up) | here | down | (((~same & here) << 1) & before));
    let more = down | ~(same | up), less = same & up;
    if (more & last) now++; else if (less & last) now--;
    more <<= 1;
    less <<= 1;
    up = less | ~(same | more);
    down = same & more;
    before = here;
    if (now < least) least = now;
  }
  return least <= most ? least : Infinity;
}

// Filters. What is off is kept, so that an empty filter shows all.
const filters = { offClasses: new Set(), offProperties: new Set(), document: -1, confidence: 0, fact: true, planned: true, since: "", until: "", undated: true };

const narrowed = () => filters.offProperties.size > 0 || filters.document >= 0 || filters.confidence > 0 || !filters.fact || !filters.planned || !!filters.since || !!filters.until;

function passes(r) {
  if (filters.offProperties.has(r.p) || r.confidence * 100 < filters.confidence) return false;
  if (r.planned ? !filters.planned : !filters.fact) return false;
  if (filters.document >= 0 && !r.docs.includes(filters.document)) return false;
  if (isOff(things[r.s]) || isOff(things[r.o])) return false;
  if (filters.since || filters.until) {
    if (!r.first) return filters.undated;
    if (filters.since && r.last < filters.since) return false;
    if (filters.until && r.first > filters.until) return false;
  }
  return true;
}

const isOff = (thing) => thing.classes.length > 0 && thing.classes.every((c) => filters.offClasses.has(c));

/** What the filters and the focus leave: relations, things, and for a focus its layers. */
function shown(state) {
  let kept = relations.filter(passes);
  if (state.focus) return focused(state.focus, kept);
  const linked = new Set(kept.flatMap((r) => [r.s, r.o]));
  const alone = narrowed() ? (t) => filters.document >= 0 && t.docs.includes(filters.document) && filters.offProperties.size === 0 : () => true;
  const left = things.filter((t) => !isOff(t) && (linked.has(t.id) || alone(t)));
  return { things: left, relations: kept, layers: null };
}

function focused(focus, kept) {
  const near = adjacency(kept);
  const layers = focus.kind === "near" ? around(near, focus.of, focus.depth) : between(near, focus.from, focus.to);
  const found = new Set(layers.flat());
  const step = new Map(layers.flatMap((layer, i) => layer.map((id) => [id, i])));
  const inside = kept.filter((r) => found.has(r.s) && found.has(r.o) && (focus.kind === "near" || step.get(r.s) !== step.get(r.o)));
  return { things: [...found].sort((a, b) => a - b).map((id) => things[id]), relations: inside, layers, left: layers.left || 0 };
}

function adjacency(kept) {
  const near = new Map();
  const add = (a, b) => { if (!near.has(a)) near.set(a, new Set()); near.get(a).add(b); };
  for (const r of kept) { add(r.s, r.o); add(r.o, r.s); }
  return near;
}

const MOST_NEAR = 260; // things around one
const MOST_BESIDE = 40; // things as many steps from both ends of a path

/** Layers of things 0, 1, 2 … steps from one; the least important are left out when they become too many. */
function around(near, of, depth) {
  const seen = new Set([of]);
  const layers = [[of]];
  layers.left = 0;
  for (let step = 0; step < depth; step++) {
    const next = [...new Set(layers[step].flatMap((id) => [...(near.get(id) || [])]))].filter((id) => !seen.has(id)).sort((a, b) => a - b);
    const room = next.slice(0, Math.max(0, MOST_NEAR - seen.size));
    layers.left += next.length - room.length;
    if (!room.length) break;
    for (const id of room) seen.add(id);
    layers.push(room);
  }
  return layers;
}

/** Layers of all things that lie on a shortest path; empty where there is none. */
function between(near, from, to) {
  const steps = distances(near, from);
  const back = distances(near, to);
  if (!steps.has(to)) return [];
  const length = steps.get(to);
  const layers = Array.from({ length: length + 1 }, () => []);
  for (const [id, step] of steps) if (back.has(id) && step + back.get(id) === length) layers[step].push(id);
  const wide = layers.map((layer) => layer.sort((a, b) => a - b).slice(0, MOST_BESIDE));
  wide.left = layers.reduce((sum, layer, i) => sum + layer.length - wide[i].length, 0);
  return wide;
}

function distances(near, from) {
  const steps = new Map([[from, 0]]);
  const queue = [from];
  for (let i = 0; i < queue.length; i++) for (const id of near.get(queue[i]) || []) {
    if (!steps.has(id)) { steps.set(id, steps.get(queue[i]) + 1); queue.push(id); }
  }
  return steps;
}
