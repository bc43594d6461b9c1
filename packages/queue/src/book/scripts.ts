import { Script } from './script.js';

/**
 * The build book's scripts. Each is one atomic step beside BullMQ in the same Redis. A generation whose `state` is gone is lost:
 * every script says so and writes nothing.
 */

const NOW = `local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)`;

/** Opens a build unless it is open: the first node's digest and file list become the build's. */
export const OPEN = new Script(`
local head, suite, state = KEYS[1], KEYS[2], KEYS[3]
local digest, paths, count, attempt, ttl = ARGV[1], ARGV[2], ARGV[3], ARGV[4], ARGV[5]
if redis.call('EXISTS', head) == 0 then
  redis.call('HSET', head, 'digest', digest, 'generation', 1)
  redis.call('SET', suite, paths)
  redis.call('HSET', state, 'digest', digest, 'files', count, 'ready', 0, 'red', 0, 'joined', 0, 'attempt', attempt)
  for _, key in ipairs(KEYS) do redis.call('EXPIRE', key, ttl) end
end
return redis.call('HMGET', head, 'digest', 'generation')`);

/** Starts the generation after `from`, unless another node has done so; returns the newest one. */
export const RERUN = new Script(`
local head, state, files = KEYS[1], KEYS[2], KEYS[3]
local from, paths, count, attempt, ttl = ARGV[1], ARGV[2], ARGV[3], ARGV[4], ARGV[5]
local digest = redis.call('HGET', head, 'digest')
if digest and redis.call('HGET', head, 'generation') == from then
  redis.call('HSET', head, 'generation', from + 1)
  redis.call('SET', files, paths)
  redis.call('HSET', state, 'digest', digest, 'files', count, 'ready', 0, 'red', 0, 'joined', 0, 'attempt', attempt)
  for _, key in ipairs(KEYS) do redis.call('EXPIRE', key, ttl) end
end
return redis.call('HGET', head, 'generation')`);

/** Adds a node, which gets a number for a name unless it has one. */
export const JOIN = new Script(`
local state, nodes, seen = KEYS[1], KEYS[2], KEYS[3]
local id, entry, ttl = ARGV[1], cjson.decode(ARGV[2]), ARGV[3]
if redis.call('EXISTS', state) == 0 then return false end
local joined = redis.call('HINCRBY', state, 'joined', 1)
entry.name = entry.name or tostring(joined)
redis.call('HSET', nodes, id, cjson.encode(entry))
${NOW}
redis.call('ZADD', seen, now, id)
for _, key in ipairs(KEYS) do redis.call('EXPIRE', key, ttl) end
return entry.name`);

/**
 * Says that a node is alive, and renews the locks of its files as BullMQ's `extendLocks` does: one call for the whole node.
 * Returns the jobs that are no longer the node's. The first keys are the state, who is alive, and BullMQ's suspects.
 */
export const RENEW = new Script(`
local state, seen, stalled = KEYS[1], KEYS[2], KEYS[3]
local id, ttl, lease, prefix = ARGV[1], ARGV[2], ARGV[3], ARGV[4]
if redis.call('EXISTS', state) == 0 then return false end
${NOW}
-- A node that left or was fenced off does not come back by this.
redis.call('ZADD', seen, 'XX', now, id)
for _, key in ipairs(KEYS) do redis.call('EXPIRE', key, ttl) end
local lost = {}
for at = 5, #ARGV, 2 do
  local lock = prefix .. ARGV[at] .. ':lock'
  if redis.call('GET', lock) == ARGV[at + 1] then
    redis.call('PEXPIRE', lock, lease)
    redis.call('SREM', stalled, ARGV[at])
  else
    table.insert(lost, ARGV[at])
  end
end
return lost`);

/** Says that the queue is complete. */
export const READY = new Script(`
if redis.call('EXISTS', KEYS[1]) == 0 then return 0 end
redis.call('HSET', KEYS[1], 'ready', 1)
return 1`);

/**
 * Counts a verdict, once. Only who holds the lock of the file's job is heard; the same claim may say it again, because it may not
 * have got the answer. Wakes a waiting node when it was the last file.
 */
export const COUNT = new Script(`
local state, done, late, lock, marker = KEYS[1], KEYS[2], KEYS[3], KEYS[4], KEYS[5]
local path, claim, entry, red, ttl = ARGV[1], ARGV[2], ARGV[3], ARGV[4], ARGV[5]
local files = redis.call('HGET', state, 'files')
if not files then return {'lost'} end
local counted = redis.call('HGET', done, path)
local again = counted and cjson.decode(counted).claim == claim
if not again and (counted or redis.call('GET', lock) ~= claim) then
  local evidence = cjson.decode(entry)
  evidence.path = path
  redis.call('LPUSH', late, cjson.encode(evidence))
  redis.call('LTRIM', late, 0, 999)
  redis.call('EXPIRE', late, ttl)
  return {'late'}
end
if not again then
  redis.call('HSET', done, path, entry)
  redis.call('HINCRBY', state, 'red', red)
end
local total = redis.call('HLEN', done)
if total == 1 then redis.call('EXPIRE', done, ttl) end
if total >= tonumber(files) then
  redis.call('ZADD', marker, 0, '0')
  redis.call('EXPIRE', marker, ttl)
end
return {'counted', total, redis.call('HGET', state, 'red')}`);

/** Notes what a node found, for another node that is alive and has not looked. */
export const PASS_ON = new Script(`
local state, elsewhere, seen, nodes, lock = KEYS[1], KEYS[2], KEYS[3], KEYS[4], KEYS[5]
local path, claim, opinion, lease, ttl = ARGV[1], ARGV[2], cjson.decode(ARGV[3]), ARGV[4], ARGV[5]
if redis.call('EXISTS', state) == 0 then return 'lost' end
if redis.call('GET', lock) ~= claim then return 'late' end
local opinions = cjson.decode(redis.call('HGET', elsewhere, path) or '[]')
local looked = { [opinion.node] = true }
for _, each in ipairs(opinions) do looked[each.node] = true end
${NOW}
for _, id in ipairs(redis.call('ZRANGEBYSCORE', seen, now - lease, '+inf')) do
  local entry = redis.call('HGET', nodes, id)
  if entry and not looked[cjson.decode(entry).name] then
    local kept = { opinion }
    for _, each in ipairs(opinions) do
      if each.node ~= opinion.node then table.insert(kept, each) end
    end
    redis.call('HSET', elsewhere, path, cjson.encode(kept))
    redis.call('EXPIRE', elsewhere, ttl)
    return 'passed-on'
  end
end
return 'alone'`);

/** How the build stands, for a node that wonders whether to wait. */
export const STANDING = new Script(`
local state, done, seen, idle = KEYS[1], KEYS[2], KEYS[3], KEYS[4]
local wait, prioritized, delayed, active = KEYS[5], KEYS[6], KEYS[7], KEYS[8]
local id, lease, isIdle, ttl = ARGV[1], ARGV[2], ARGV[3], ARGV[4]
local facts = redis.call('HMGET', state, 'files', 'ready', 'red')
if not facts[1] then return false end
${NOW}
local before = 0
if isIdle == '1' then
  redis.call('ZADD', idle, 'NX', now, id)
  redis.call('EXPIRE', idle, ttl)
  local waiting = redis.call('ZRANGE', idle, 0, -1)
  for _, each in ipairs(waiting) do
    if each == id then break end
    local last = redis.call('ZSCORE', seen, each)
    if last and tonumber(last) > now - lease then before = before + 1 end
  end
end
return {
  facts[1], facts[2], facts[3], redis.call('HLEN', done),
  redis.call('LLEN', wait) + redis.call('ZCARD', prioritized) + redis.call('ZCARD', delayed),
  redis.call('LLEN', active), redis.call('ZCOUNT', seen, now - lease, '+inf'), before
}`);

/** Takes a node off the list of those that are alive. */
export const LEAVE = new Script(`
redis.call('ZREM', KEYS[1], ARGV[1])
redis.call('ZREM', KEYS[2], ARGV[1])
if ARGV[2] ~= '' and redis.call('EXISTS', KEYS[3]) == 1 then
  redis.call('HSET', KEYS[4], ARGV[1], ARGV[2])
  redis.call('EXPIRE', KEYS[4], ARGV[3])
end
return 1`);
