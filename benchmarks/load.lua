-- For wrk: asks what the file named in the environment lists, a path and its answer in turns, and compares every answer.
-- One connection a thread, so that an answer belongs to the request before it.
local threads = {}
wrong = 0

function setup(thread)
  thread:set("number", #threads)
  table.insert(threads, thread)
end

function init()
  paths, answers = {}, {}
  local file = io.open(os.getenv("KG_LOAD"))
  for path in file:lines() do
    table.insert(paths, path)
    table.insert(answers, file:read("*l"))
  end
  file:close()
  math.randomseed(number)
  wrk.headers["Accept"] = "application/sparql-results+json"
end

function request()
  asked = math.random(#paths)
  return wrk.format("GET", paths[asked])
end

function response(status, headers, body)
  if status ~= 200 or body ~= answers[asked] then wrong = wrong + 1 end
end

function done(summary, latency, requests)
  local all = 0
  for _, thread in ipairs(threads) do all = all + thread:get("wrong") end
  local e = summary.errors
  io.write(string.format("RESULT %d %d %d %d %d\n", latency:percentile(50), latency:percentile(99), summary.requests, all,
    e.connect + e.read + e.write + e.status + e.timeout))
end
