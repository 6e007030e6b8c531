-- Sends what the file named by WORK describes, in turn, and prints one line of JSON at the end.
local work = dofile(os.getenv("WORK"))
local thread_count = 0
local ready = {}
local turn = 0

function setup(thread)
  thread:set("number", thread_count)
  thread_count = thread_count + 1
end

local function uuid()
  local function hex(digits)
    return string.format("%0" .. digits .. "x", math.random(0, 16 ^ digits - 1))
  end
  return hex(4) .. hex(4) .. "-" .. hex(4) .. "-4" .. hex(3) .. "-a" .. hex(3) .. "-" .. hex(4) .. hex(4) .. hex(4)
end

function init()
  local noise = io.open("/dev/urandom", "rb")
  local a, b, c = string.byte(noise:read(3), 1, 3)
  noise:close()
  math.randomseed(a * 65536 + b * 256 + c + number)
  if work.method == "GET" then
    for i, path in ipairs(work.paths) do
      ready[i] = wrk.format("GET", path, work.headers)
    end
  end
end

function request()
  turn = turn + 1
  if work.method == "GET" then
    return ready[(turn - 1) % #ready + 1]
  end
  if work.key then
    work.headers["Idempotency-Key"] = uuid()
  end
  return wrk.format(work.method, work.paths[1], work.headers, work.bodies[(turn - 1) % #work.bodies + 1])
end

function done(summary, latency)
  local errors = summary.errors
  io.write(string.format(
    '\n{"requests": %d, "seconds": %.6f, "refused": %d, "broken": %d, "p50": %.3f, "p95": %.3f, "p99": %.3f}\n',
    summary.requests, summary.duration / 1e6, errors.status,
    errors.connect + errors.read + errors.write + errors.timeout,
    latency:percentile(50) / 1000, latency:percentile(95) / 1000, latency:percentile(99) / 1000
  ))
end
