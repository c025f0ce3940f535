
// ---- Picture: vis-network moves and hits; we draw discs, lines, shapes and labels ------------------------------

const PI2 = Math.PI * 2;
const picture = { network: null, nodes: null, edges: null, lines: [], chosen: null, pair: null, hover: null, moving: 0, near: new Set(), flat: true, drawn: new Map(), colours: {} };
const fontFace = '"Noto Sans CJK SC","PingFang SC","Microsoft YaHei",sans-serif';

/** Shapes of the top classes, in the order of the ontology; each differs without its colour. */
const SHAPES = [
  (c, x, y, r) => c.arc(x, y, r, 0, PI2),
  (c, x, y, r) => c.rect(x - r * 0.86, y - r * 0.86, r * 1.72, r * 1.72),
  (c, x, y, r) => polygon(c, x, y, r * 1.08, 6, 0),
  (c, x, y, r) => polygon(c, x, y, r * 1.2, 4, Math.PI / 2),
  (c, x, y, r) => star(c, x, y, r * 1.25),
  (c, x, y, r) => polygon(c, x, y, r * 1.2, 3, Math.PI / 2),
  (c, x, y, r) => polygon(c, x, y, r * 1.2, 3, -Math.PI / 2),
];
// The seven top classes of the contract have their own place; any other takes what is left.
const ORDER = ["Institution", "Policy", "Programme", "Product", "Event", "Place", "Person"];
const slotOf = (top) => { const i = ORDER.indexOf((classes[top] || {}).id); return i >= 0 ? i : tops.indexOf(top) % 7; };

function polygon(c, x, y, r, sides, turn) {
  for (let i = 0; i < sides; i++) c[i ? "lineTo" : "moveTo"](x + r * Math.cos(turn + (i * PI2) / sides), y + r * Math.sin(turn + (i * PI2) / sides));
  c.closePath();
}

function star(c, x, y, r) {
  for (let i = 0; i < 10; i++) {
    const reach = i % 2 ? r * 0.5 : r;
    c[i ? "lineTo" : "moveTo"](x + reach * Math.sin((i * PI2) / 10), y - reach * Math.cos((i * PI2) / 10));
  }
  c.closePath();
}

const LEAST = 3.2; // pixels that a thing's radius has at least, however far away

/** The class's shape in its colour as a small drawing, for lists. */
function icon(top) {
  const svg = make("svg", { class: "icon", viewBox: "0 0 20 20", "aria-hidden": "true" });
  let d = "";
  const pen = { moveTo: (x, y) => (d += `M${x} ${y}`), lineTo: (x, y) => (d += `L${x} ${y}`), closePath: () => (d += "Z"),
    arc: (x, y, r) => (d += `M${x - r} ${y}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0Z`), rect: (x, y, w, h) => (d += `M${x} ${y}h${w}v${h}h${-w}Z`) };
  SHAPES[slotOf(top)](pen, 10, 10, 7);
  svg.append(make("path", { d, fill: `var(--c${slotOf(top)})` }));
  return svg;
}

function readColours() {
  const style = getComputedStyle(document.documentElement);
  const get = (name) => style.getPropertyValue(name).trim();
  picture.colours = { paper: get("--paper"), ground: get("--ground"), ink: get("--ink"), faint: get("--faint"), edge: get("--edge"), accent: get("--accent"),
    line: get("--line"), plan: get("--plan"), classes: [0, 1, 2, 3, 4, 5, 6].map((i) => get(`--c${i}`)) };
}

/** Starts the picture from what the page was written with. */
function openPicture(handlers) {
  readColours();
  const first = JSON.parse(byId("network").textContent);
  const options = JSON.parse(byId("options").textContent);
  options.nodes.ctxRenderer = renderNode;
  picture.nodes = new vis.DataSet(first.nodes);
  picture.edges = new vis.DataSet(first.edges);
  picture.network = new vis.Network(byId("picture"), { nodes: picture.nodes, edges: picture.edges }, options);
  picture.network.on("beforeDrawing", drawBelow);
  picture.network.on("afterDrawing", drawLabels);
  for (const event of ["zoom", "dragging"]) picture.network.on(event, stir);
  picture.network.on("click", (e) => handlers.click(e.nodes[0], e.nodes.length ? null : lineAt(e.pointer.canvas)));
  picture.network.on("doubleClick", (e) => handlers.open(e.nodes[0]));
  picture.network.on("hoverNode", (e) => { picture.hover = e.node; handlers.hover(e.node, null, e.event); redraw(); });
  picture.network.on("blurNode", () => { picture.hover = null; handlers.hover(null, null); redraw(); });
  byId("picture").addEventListener("mousemove", (e) => hoverLine(e, handlers));
  byId("picture").addEventListener("mouseleave", () => handlers.hover(null, null));
}

/** Notes that the picture moves, and draws it in full when it has come to rest. */
function stir() {
  clearTimeout(picture.moving);
  picture.moving = setTimeout(() => { picture.moving = 0; redraw(); }, 160);
}

const redraw = () => picture.network.redraw();

/** Puts nodes and lines on the page; keeps what is there already. */
function show(nodes, lines) {
  const kept = new Map(nodes.map((n) => [n.id, n]));
  const gone = picture.nodes.getIds().filter((id) => !kept.has(id));
  if (gone.length) picture.nodes.remove(gone);
  picture.nodes.update(nodes.filter((n) => { const old = picture.nodes.get(n.id); return !old || old.x !== n.x || old.y !== n.y || old.size !== n.size; }));
  picture.lines = lines;
  picture.drawn = kept;
  const edges = new Set(lines.map((l) => l.id));
  const old = picture.edges.getIds().filter((id) => !edges.has(id));
  if (old.length) picture.edges.remove(old);
  const known = new Set(picture.edges.getIds());
  picture.edges.add(lines.filter((l) => !known.has(l.id)).map((l) => ({ id: l.id, from: l.from, to: l.to })));
  place();
}

/** Puts nodes where their data says: a node that was on the page before keeps its old place otherwise. */
function place() {
  for (const [id, n] of picture.drawn) Object.assign(at(id) || {}, { x: n.x, y: n.y });
}

const at = (id) => picture.network.body.nodes[id];
const isGroup = (id) => typeof id === "string" && id[0] === "c";
const thingOf = (id) => (isGroup(id) ? null : things[id]);
const groupOf = (id) => communities[Number(id.slice(1))];
const dimmed = (id) => picture.near.size > 0 && !picture.near.has(id);

function renderNode({ ctx, id, x, y }) {
  const size = (picture.drawn.get(id) || {}).size || 10;
  return { drawNode: () => (isGroup(id) ? drawGroup(ctx, id, x, y, size) : drawThing(ctx, id, x, y, size)), nodeDimensions: { width: size * 2, height: size * 2 } };
}

function drawThing(c, id, x, y, size) {
  const r = Math.max(size, LEAST / picture.network.getScale());
  const thing = things[id];
  const colour = picture.colours.classes[slotOf(thing.top)];
  c.globalAlpha = dimmed(id) ? 0.18 : 1;
  c.beginPath();
  SHAPES[slotOf(thing.top)](c, x, y, r);
  c.fillStyle = colour;
  c.fill();
  c.lineWidth = 1.5;
  c.strokeStyle = picture.colours.paper;
  c.stroke();
  if (id === picture.chosen || id === picture.hover) {
    c.beginPath();
    c.arc(x, y, r * 1.25 + 5, 0, PI2);
    c.lineWidth = 3;
    c.strokeStyle = id === picture.chosen ? picture.colours.accent : picture.colours.faint;
    c.stroke();
  }
  c.globalAlpha = 1;
}

/** A community as a disc whose ring shows which classes it is made of. */
function drawGroup(c, id, x, y, r) {
  const { shares, total } = sharesOf(groupOf(id));
  c.beginPath();
  c.arc(x, y, r, 0, PI2);
  c.fillStyle = dimmed(id) ? picture.colours.ground : picture.colours.paper;
  c.fill();
  c.globalAlpha = dimmed(id) ? 0.4 : 1;
  c.lineWidth = r * 0.12;
  let turn = -Math.PI / 2;
  const small = picture.moving && r * picture.network.getScale() < 40; // then one colour does until it rests
  const parts = small ? [[shares.reduce((a, b) => (b[1] > a[1] ? b : a))[0], total]] : shares;
  for (const [slot, count] of parts) {
    const part = (count / total) * PI2;
    c.beginPath();
    c.arc(x, y, r * 0.94, turn, turn + part);
    c.strokeStyle = picture.colours.classes[slot];
    c.stroke();
    turn += part;
  }
  if (id === picture.hover || id === picture.chosen) {
    c.beginPath();
    c.arc(x, y, r * 1.04, 0, PI2);
    c.lineWidth = r * 0.04;
    c.strokeStyle = picture.colours.accent;
    c.stroke();
  }
  c.globalAlpha = 1;
}

function sharesOf(group) {
  if (!group.shares) {
    const count = new Map();
    for (const t of group.members) count.set(slotOf(t.top), (count.get(slotOf(t.top)) || 0) + 1);
    group.shares = [...count].sort((a, b) => a[0] - b[0]);
  }
  return { shares: group.shares, total: group.members.length };
}

/** Discs behind communities, then all lines: one stroke a style, which is what keeps zooming smooth. */
function drawBelow(c) {
  const scale = picture.network.getScale();
  if (picture.discs) for (const d of picture.discs) {
    c.beginPath();
    c.arc(d.x, d.y, d.r, 0, PI2);
    c.fillStyle = picture.colours.faint;
    c.globalAlpha = 0.055;
    c.fill();
  }
  const styles = { plain: [], planned: [], dim: [], lit: [], litPlanned: [], chosen: [] };
  for (const line of picture.lines) {
    const a = at(line.from), b = at(line.to);
    if (!a || !b) continue;
    const style = styleOf(line);
    styles[style].push([a, b, line]);
  }
  const thin = Math.max(1 / scale, 0.8);
  const { edge, accent } = picture.colours;
  stroke(c, styles.dim, edge, thin, 0.12, []);
  const strength = picture.flat ? Math.max(0.22, Math.min(0.6, 300 / (picture.lines.length + 1))) : 0.35;
  stroke(c, styles.plain, edge, thin, strength, []);
  stroke(c, styles.planned, edge, thin, strength, [5 / scale, 5 / scale]);
  stroke(c, styles.lit, accent, thin * 1.6, 0.8, []);
  stroke(c, styles.litPlanned, accent, thin * 1.6, 0.8, [6, 5]);
  stroke(c, styles.chosen, accent, thin * 3, 1, []);
  if (scale > 0.55 && !picture.moving) heads(c, styles.plain.concat(styles.planned), edge, 0.6);
  heads(c, styles.lit.concat(styles.litPlanned, styles.chosen), accent, 0.9);
}

const touchesChosen = (line) => picture.chosen !== null && (line.from === picture.chosen || line.to === picture.chosen);

function styleOf(line) {
  if (picture.pair) return picture.pair === line.id ? "chosen" : "dim";
  if (picture.allLit || touchesChosen(line)) return line.planned ? "litPlanned" : "lit";
  if (picture.near.size) return "dim";
  return line.planned ? "planned" : "plain";
}

function stroke(c, lines, colour, width, alpha, dash) {
  if (!lines.length) return;
  c.globalAlpha = alpha;
  c.strokeStyle = colour;
  c.setLineDash(dash);
  const heavy = lines.filter(([, , line]) => line.weight > 1);
  c.lineWidth = width;
  c.beginPath();
  for (const [a, b, line] of lines) if (!(line.weight > 1)) { c.moveTo(a.x, a.y); c.lineTo(b.x, b.y); }
  c.stroke();
  for (const [a, b, line] of heavy) {
    c.lineWidth = width * Math.min(1 + Math.log2(line.weight) * 0.6, 6);
    c.beginPath();
    c.moveTo(a.x, a.y);
    c.lineTo(b.x, b.y);
    c.stroke();
  }
  c.setLineDash([]);
  c.globalAlpha = 1;
}

function heads(c, lines, colour, alpha) {
  c.globalAlpha = alpha;
  c.fillStyle = colour;
  c.beginPath();
  for (const [a, b, line] of lines) {
    if (line.forward) head(c, a, b, line.to);
    if (line.backward) head(c, b, a, line.from);
  }
  c.fill();
  c.globalAlpha = 1;
}

function head(c, a, b, id) {
  const dx = b.x - a.x, dy = b.y - a.y, length = Math.hypot(dx, dy);
  const stop = ((picture.drawn.get(id) || {}).size || 8) * 1.15 + 1;
  if (length < stop + 10) return;
  const ux = dx / length, uy = dy / length, x = b.x - ux * stop, y = b.y - uy * stop;
  c.moveTo(x, y);
  c.lineTo(x - ux * 9 - uy * 4, y - uy * 9 + ux * 4);
  c.lineTo(x - ux * 9 + uy * 4, y - uy * 9 - ux * 4);
  c.closePath();
}

const CHIEF = 12; // so many of the most important have their label even over the shapes of others

/** Labels in the size of the screen, the most important first, none over another. */
function drawLabels(c) {
  const { scale, translation } = picture.network.body.view;
  const ratio = picture.network.canvas.pixelRatio;
  const box = byId("picture");
  const width = box.clientWidth, height = box.clientHeight;
  const taken = new Taken();
  c.save();
  c.setTransform(ratio, 0, 0, ratio, 0, 0);
  c.textAlign = "center";
  c.textBaseline = "middle";
  c.lineJoin = "round";
  let placed = 0;
  // A label keeps off the shapes, too; far away, where shapes are specks, it may cover them.
  if (scale > 0.35) for (const id of picture.drawn.keys()) {
    const node = at(id), size = ((picture.drawn.get(id) || {}).size || 8) * scale * 0.8;
    if (node && !isGroup(id) && !dimmed(id)) taken.add(node.x * scale + translation.x, node.y * scale + translation.y, size, size, id);
  }
  for (const id of labelOrder()) {
    const node = at(id);
    if (!node || (dimmed(id) && id !== picture.hover)) continue;
    const x = node.x * scale + translation.x, y = node.y * scale + translation.y;
    if (x < -60 || y < -30 || x > width + 60 || y > height + 30) continue;
    const size = Math.max(((picture.drawn.get(id) || {}).size || 10) * scale, LEAST);
    const must = id === picture.chosen || id === picture.hover;
    if (isGroup(id)) { placed += groupLabel(c, id, x, y, size, taken, must); continue; }
    if (!must && placed > (scale > 0.35 ? 140 : 70)) break;
    const thing = things[id];
    const px = Math.round(Math.min(15, 10.5 + thing.size * 0.17)) + (must ? 1 : 0);
    const text = must ? shorten(nameOf(thing), 40) : shorten(nameOf(thing), language ? 30 : 16);
    c.font = `${must ? "600 " : ""}${px}px ${fontFace}`;
    const half = widthOf(c, text) / 2 + 3;
    const spot = [[0, size * 1.2 + px * 0.75], [0, -size * 1.2 - px * 0.75], [half + size * 1.2, 0], [-half - size * 1.2, 0]].find(([dx, dy]) => taken.free(x + dx, y + dy, half, px * 0.68, id, thing.id < CHIEF));
    if (!spot && !must) continue;
    const [dx, dy] = spot || [0, size * 1.2 + px * 0.75];
    write(c, text, x + dx, y + dy, 3, picture.colours.ink);
    taken.add(x + dx, y + dy, half, px * 0.68);
    placed++;
  }
  for (const line of picture.lines) if (isNamed(line)) lineLabel(c, line, scale, translation, taken);
  c.restore();
}

/** Says whether a line bears its relations' names: the chosen one, and those of a chosen thing that has few. */
function isNamed(line) {
  if (picture.pair) return picture.pair === line.id;
  if (picture.allLit) return picture.lines.length < 40;
  return touchesChosen(line) && picture.chosenLines < 40;
}

/** Chosen and hovered first, then by importance, which is the order of the numbers. */
function labelOrder() {
  const first = [picture.chosen, picture.hover].filter((id) => id !== null && picture.drawn.has(id));
  picture.order ||= [...picture.drawn.keys()].sort((a, b) => (isGroup(a) ? 0 : 1) - (isGroup(b) ? 0 : 1) || (isGroup(a) ? 0 : a - b));
  return first.concat(picture.order.filter((id) => !first.includes(id)));
}

const widths = new Map();

function widthOf(c, text) {
  const key = c.font + text;
  if (!widths.has(key)) { if (widths.size > 20000) widths.clear(); widths.set(key, c.measureText(text).width); }
  return widths.get(key);
}

/** Boxes that are taken, in cells of a grid, so that asking does not go through all of them. */
class Taken {
  constructor() { this.cells = new Map(); }
  keys(x, y, w, h) {
    const keys = [];
    for (let i = Math.floor((x - w) / 80); i <= Math.floor((x + w) / 80); i++) for (let j = Math.floor((y - h) / 40); j <= Math.floor((y + h) / 40); j++) keys.push(i * 4096 + j);
    return keys;
  }
  add(x, y, w, h, owner) {
    for (const key of this.keys(x, y, w, h)) { if (!this.cells.has(key)) this.cells.set(key, []); this.cells.get(key).push([x, y, w, h, owner]); }
  }
  /** Says whether nothing is there: no label, and, unless it covers shapes, no shape but the owner's. */
  free(x, y, w, h, owner, covers) {
    return this.keys(x, y, w, h).every((key) => !(this.cells.get(key) || []).some(([tx, ty, tw, th, o]) => o !== owner && (o === undefined || !covers) && Math.abs(tx - x) < tw + w && Math.abs(ty - y) < th + h));
  }
}

/** Text with a halo that sets it off; while the picture moves without, since a halo is what costs most of a frame. */
function write(c, text, x, y, halo, colour) {
  if (!picture.moving) {
    c.lineWidth = halo;
    c.strokeStyle = picture.colours.ground;
    c.strokeText(text, x, y);
  }
  c.fillStyle = colour;
  c.fillText(text, Math.round(x), Math.round(y));
}

function groupLabel(c, id, x, y, r, taken, must) {
  if (r < 13 && !must) return 0;
  const group = groupOf(id);
  const px = Math.round(Math.max(10, Math.min(15, r / 5.5))); // whole sizes, whose letters the browser keeps ready
  const room = Math.max(4, Math.floor((r * 1.7) / px));
  const lines = group.members.slice(0, picture.moving ? 1 : r > 46 ? 3 : r > 26 ? 2 : 1).map((t) => shorten(nameOf(t), language ? room * 1.7 : room));
  const rows = [...lines, `${group.members.length}`];
  c.globalAlpha = dimmed(id) ? 0.3 : 1;
  rows.forEach((text, i) => {
    const last = i === rows.length - 1;
    c.font = `${i === 0 ? "600 " : ""}${last ? px - 1 : px}px ${fontFace}`;
    c.fillStyle = last ? picture.colours.faint : picture.colours.ink;
    c.fillText(text, Math.round(x), Math.round(y + (i - (rows.length - 1) / 2) * px * 1.3));
  });
  c.globalAlpha = 1;
  taken.add(x, y, r * 0.9, r * 0.9);
  return 1;
}

function lineLabel(c, line, scale, translation, taken) {
  const a = at(line.from), b = at(line.to);
  if (!a || !b || isGroup(line.from) || isGroup(line.to)) return;
  const words = [...new Set(line.relations.map((r) => properties[r.p].words[language]))].slice(0, 3).join(" · ");
  c.font = `11px ${fontFace}`;
  const half = widthOf(c, words) / 2 + 2;
  for (const share of [0.5, 0.62, 0.38, 0.74]) {
    const x = (a.x + (b.x - a.x) * share) * scale + translation.x, y = (a.y + (b.y - a.y) * share) * scale + translation.y;
    if (!taken.free(x, y, half, 8)) continue;
    write(c, words, x, y, 4, picture.colours.accent);
    taken.add(x, y, half, 8);
    return;
  }
}

/** The line under a point of the picture, if any is within reach. */
function lineAt({ x, y }) {
  const reach = 6 / picture.network.getScale();
  let best = null, least = reach;
  for (const line of picture.lines) {
    const a = at(line.from), b = at(line.to);
    if (!a || !b || isGroup(line.from) || isGroup(line.to)) continue;
    const dx = b.x - a.x, dy = b.y - a.y;
    const t = Math.max(0, Math.min(1, ((x - a.x) * dx + (y - a.y) * dy) / (dx * dx + dy * dy || 1)));
    const gap = Math.hypot(x - a.x - t * dx, y - a.y - t * dy);
    if (gap < least) { least = gap; best = line; }
  }
  return best;
}

function hoverLine(e, handlers) {
  if (picture.hover !== null || e.buttons) return;
  const box = byId("picture").getBoundingClientRect();
  const line = lineAt(picture.network.DOMtoCanvas({ x: e.clientX - box.left, y: e.clientY - box.top }));
  byId("picture").style.cursor = line ? "pointer" : "";
  handlers.hover(null, line, e);
}

/** The drawn node nearest in a direction from one, for the arrow keys. */
function nextTowards(id, dx, dy) {
  const here = at(id);
  let best = null, least = Infinity;
  for (const other of picture.drawn.keys()) {
    if (other === id || !at(other)) continue;
    const x = at(other).x - here.x, y = at(other).y - here.y;
    const along = x * dx + y * dy, aside = Math.abs(x * dy - y * dx);
    if (along <= 0 || aside > along * 1.5) continue;
    const cost = along + aside * 2;
    if (cost < least) { least = cost; best = other; }
  }
  return best;
}
