-- wrk's part: goes through prepared requests in turn, and prints one line of JSON at the end.
-- Arguments: METHOD and a file with a request a line: PATH, and for POST also TOKEN and BODY, divided by tabs.

local threads = 0

function setup(thread)
  thread:set("first", threads * 7)
  threads = threads + 1
end

function init(arguments)
  local method, file = arguments[1], arguments[2]
  requests = {}
  for line in io.lines(file) do
    local path, token, body = line:match("^([^\t]*)\t?([^\t]*)\t?(.*)$")
    local headers = {}
    if token ~= "" then
      headers["authorization"] = "Bearer " .. token
      headers["content-type"] = "application/json"
    end
    if body == "" then body = nil end
    requests[#requests + 1] = wrk.format(method, path, headers, body)
  end
  next_request = first
end

function request()
  next_request = next_request % #requests + 1
  return requests[next_request]
end

function done(summary, latency)
  local errors = summary.errors
  io.write(string.format(
    '{"requests": %d, "duration_us": %d, "p50_us": %d, "p99_us": %d, "refused": %d, "broken": %d}\n',
    summary.requests, summary.duration, latency:percentile(50), latency:percentile(99),
    errors.status, errors.connect + errors.read + errors.write + errors.timeout))
end
