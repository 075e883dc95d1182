"""Runs inside frePPLe's engine: takes a request a line on standard input, answers a line that starts with @.

load  reads a plant's XML
plan  applies changes, erases the plan and makes a new one, reads every order's end, takes the changes back
"""

import datetime
import json
import os
import sys
import time

import frepple

# The defaults of frePPLe's own plan generation: capacity and both lead times bind, as material always does.
SETTINGS = {
    "plantype": 1,
    "constraints": 4 + 16 + 32,
    "loglevel": 0,
    "lazydelay": 86400,
    "minimumdelay": 3600,
    "rotateresources": True,
    "iterationmax": 0,
    "resourceiterationmax": 500,
    "administrativeleadtime": 0,
    "autofence": 0,
}

purchases = {}
calendars = {}


def moment(text):
    return datetime.datetime.strptime(text, "%Y-%m-%dT%H:%M:%S")


def put(entity, field, value):
    """Sets a field; returns what sets it back. The engine passes over some values in silence, so it is read again."""
    before = getattr(entity, field)
    setattr(entity, field, value)
    if getattr(entity, field) != value:
        raise ValueError("%s of %s stays %s" % (field, entity, before))
    return lambda: setattr(entity, field, before)


def closed(resource, start, end):
    """A resource's calendar less some hours; calendars are shared, so it is one of its own."""
    key = (resource.name, start, end)
    if key not in calendars:
        shared = resource.available
        own = frepple.calendar(name="%s closed from %s to %s" % key, default=shared.default if shared else 1)
        for bucket in shared.buckets if shared else ():
            frepple.bucket(
                calendar=own, start=bucket.start, end=bucket.end, priority=bucket.priority,
                days=bucket.days, starttime=bucket.starttime, endtime=bucket.endtime, value=bucket.value,
            )
        frepple.bucket(calendar=own, start=start, end=end, priority=-1, value=0)
        calendars[key] = own
    return calendars[key]


def change(edit):
    kind = edit["kind"]
    if kind == "receipt":
        # A confirmed purchase moves by force only.
        return put(purchases[edit["purchase"]], "end_force", moment(edit["to"]))
    if kind == "closed":
        resource = frepple.resource(name=edit["resource"], action="C")
        return put(resource, "available", closed(resource, moment(edit["from"]), moment(edit["to"])))
    if kind in ("maximum", "efficiency"):
        return put(frepple.resource(name=edit["resource"], action="C"), kind, edit["value"])
    demand = frepple.demand(name=edit["demand"], action="C")
    if kind == "due":
        return put(demand, kind, moment(edit["value"]))
    if kind in ("priority", "status"):
        return put(demand, kind, edit["value"])
    raise ValueError("unknown change " + kind)


def load(request):
    began = time.perf_counter()
    frepple.readXMLfile(request["file"], False)
    took = time.perf_counter() - began
    for one in frepple.operationplans():
        if one.reference and one.ordertype == "PO":
            purchases[one.reference] = one
    return {"seconds": took, "purchases": len(purchases)}


def ends():
    found = {}
    for demand in frepple.demands():
        last = None
        for one in demand.operationplans:
            if last is None or one.end > last:
                last = one.end
        found[demand.name] = last
    return found


def plan(request):
    undo = [change(edit) for edit in request["edits"]]
    solver = frepple.solver_mrp(**SETTINGS)
    began, processor = time.perf_counter(), time.process_time()
    solver.solve()
    solved, used = time.perf_counter(), time.process_time()
    found = ends()
    read = time.perf_counter()
    for back in reversed(undo):
        back()
    answer = {"solve": solved - began, "cpu": used - processor, "read": read - solved, "planned": sum(1 for end in found.values() if end)}
    if request.get("ends"):
        answer["ends"] = {name: end.isoformat() if end else None for name, end in found.items()}
    return answer


def main():
    actions = {"load": load, "plan": plan}
    # Standard output is for answers alone: what the engine logs, in pieces and when it likes, goes to standard error.
    answers = os.dup(1)
    os.dup2(2, 1)
    while line := sys.stdin.readline():
        request = json.loads(line)
        try:
            answer = actions[request["do"]](request)
        except Exception as failure:
            answer = {"error": "%s: %s" % (type(failure).__name__, failure)}
        with os.fdopen(os.dup(answers), "w") as out:
            out.write("@" + json.dumps(answer) + "\n")


main()
