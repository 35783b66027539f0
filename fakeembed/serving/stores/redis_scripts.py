"""What runs inside of Redis, each as a whole: the scripts by which a state is begun, read, changed and let go of.

KEYS are always version, state, records, changes, contents, log, alone, logged.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from hashlib import sha1


@dataclass(frozen=True)
class Script:
    """A script, and the name under which a server that has met it knows it."""

    text: str
    sha1: str = field(init=False)

    def __post_init__(self) -> None:
        """Name it as Redis does."""
        object.__setattr__(self, "sha1", sha1(self.text.encode(), usedforsecurity=False).hexdigest())


# ARGV: version, an epoch. The version that is there, which is the given one where nothing was.
BEGIN = Script("""
local there = redis.call('GET', KEYS[1])
if there then return there end
if redis.call('EXISTS', unpack(KEYS)) > 0 then return '' end
redis.call('SET', KEYS[1], ARGV[1])
redis.call('SET', KEYS[2], ARGV[2] .. ' 0')
return ARGV[1]
""")

# ARGV: version, an epoch. The state; a server that has forgotten everything begins again.
LOAD = Script("""
if not redis.call('GET', KEYS[2]) then
  redis.call('DEL', unpack(KEYS))
  redis.call('SET', KEYS[1], ARGV[1])
  redis.call('SET', KEYS[2], ARGV[2] .. ' 0')
end
return redis.call('GET', KEYS[2])
""")

# ARGV: state, the token of whoever is alone, how many entries and changes are kept, how many changes and entries there are, then
# changes in pairs of a name with its sign and a text, entries, and contents in pairs as changes are. Answers 0 when it was done; 1
# with the state, the names that were missed and their records; 2 when all was lost or too much was missed; 3 when somebody else is
# alone.
COMMIT = Script("""
local state = redis.call('GET', KEYS[2])
if not state then return {2} end
if state ~= ARGV[1] then
  local theirs, number = string.match(state, '^(%S+) (%d+)$')
  local ours, known = string.match(ARGV[1], '^(%S+) (%d+)$')
  local missed = tonumber(number) - tonumber(known)
  if theirs ~= ours or missed < 0 or missed > redis.call('LLEN', KEYS[4]) then return {2} end
  local names, seen, records = redis.call('LRANGE', KEYS[4], -missed, -1), {}, {}
  for _, signed in ipairs(names) do
    local name = string.sub(signed, 2)
    if not seen[name] then
      seen[name] = true
      records[#records + 1] = redis.call('HGET', KEYS[3], name)
    end
  end
  return {1, state, names, records}
end
local count, entries = tonumber(ARGV[5]), tonumber(ARGV[6])
if #ARGV > 6 + entries then
  local alone = redis.call('GET', KEYS[7])
  if (alone or '') ~= ARGV[2] then return {3} end
end
if count > 0 then
  local epoch, number = string.match(state, '^(%S+) (%d+)$')
  for index = 1, count do
    local signed, text = ARGV[5 + 2 * index], ARGV[6 + 2 * index]
    local name = string.sub(signed, 2)
    redis.call('RPUSH', KEYS[4], signed)
    if signed == '-*' then
      redis.call('DEL', KEYS[3], KEYS[5], KEYS[6], KEYS[8])
    elseif string.sub(signed, 1, 1) == '-' then
      redis.call('HDEL', KEYS[3], name)
    else
      local before = redis.call('HGET', KEYS[3], name)
      local place = before and string.match(before, '^%d+') or string.format('%d', number + index)
      redis.call('HSET', KEYS[3], name, place .. ' ' .. text)
    end
  end
  redis.call('SET', KEYS[2], epoch .. ' ' .. string.format('%d', number + count))
  redis.call('LTRIM', KEYS[4], -tonumber(ARGV[4]), -1)
end
for index = 7 + 2 * count, 6 + 2 * count + entries do
  redis.call('RPUSH', KEYS[6], ARGV[index])
end
if entries > 0 then
  redis.call('INCRBY', KEYS[8], entries)
  redis.call('LTRIM', KEYS[6], -tonumber(ARGV[3]), -1)
end
for index = 7 + 2 * count + entries, #ARGV, 2 do
  local signed = ARGV[index]
  local name = string.sub(signed, 2)
  if string.sub(signed, 1, 1) == '-' then
    redis.call('HDEL', KEYS[5], name)
  else
    redis.call('HSET', KEYS[5], name, ARGV[index + 1])
  end
end
return {0}
""")

# ARGV: how many entries. The number of the last one, and the newest.
LOGGED = Script("""
return {redis.call('GET', KEYS[8]), redis.call('LRANGE', KEYS[6], -tonumber(ARGV[1]), -1)}
""")

# ARGV: the token of whoever was alone.
UNLOCK = Script("""
if redis.call('GET', KEYS[7]) == ARGV[1] then redis.call('DEL', KEYS[7]) end
return 0
""")
