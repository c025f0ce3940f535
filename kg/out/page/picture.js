
// ---- Picture: vis-network moves and hits; we draw discs, lines, shapes and labels ------------------------------

const picture = { network: null, nodes: null, edges: null, lines: [], order: [], chosen: null, pair: null, hover: null, moving: 0, near: new Set(), flat: true, drawn: new Map(), colours: {} };
const fontFace = '"Noto Sans CJK SC","PingFang SC","Microsoft YaHei",sans-serif';

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
  picture.network.on("afterDrawing", (c) => drawLabels(c, picture.network.canvas.pixelRatio));
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
  picture.order = [...kept.keys()].sort((a, b) => isGroup(b) - isGroup(a) || (isGroup(a) ? 0 : a - b));
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
  return { drawNode: () => drawNode(ctx, id, x, y, size), nodeDimensions: { width: size * 2, height: size * 2 } };
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
