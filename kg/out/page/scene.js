
// ---- Scene: which nodes and lines stand for what is shown, and where --------------------------------------------

const MOST_BETWEEN = 160; // lines between communities
const ROOM = 900; // things of open communities at most: the ones opened first close

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

