# One run of pandas, from the task in the environment: prints what it took, then
# writes the sums. Only the needed columns are read, with their types declared.
import json, os, re, resource, sys, time

import pandas as pd

task = json.loads(os.environ["DUALUSE_BENCH_TASK"])
table = json.load(open(sys.argv[1]))
job = task["Job"]
comtrade = job["File"].startswith("comtrade")

start = time.perf_counter()
if comtrade:
    names = ["period", "reporterCode", "partnerCode", "cmdCode", "primaryValue"]
    types = {"period": "int32", "reporterCode": "int32", "partnerCode": "int32", "cmdCode": "category", "primaryValue": "float64", "typeCode": "category",
             "freqCode": "category", "flowCode": "category", "partner2Code": "int32", "customsCode": "category", "motCode": "int32"}
else:
    names = ["t", "i", "j", "k", "v"]
    types = {"t": "int32", "i": "int32", "j": "int32", "k": "int32", "v": "float64"}
period, reporter, partner, code, value = names

found = []
lookup = pd.DataFrame({"code": table["codes"] if comtrade else [int(c) for c in table["codes"]], "category": table["categories"]})
keys = [period] + ([] if job["Selective"] else [reporter]) + [partner, "category"]
for part in pd.read_csv(task["Path"], usecols=list(types), dtype=types, chunksize=1 << 20):
    keep = part[reporter].isin([int(n) for n in table["numbers"]]) if job["Selective"] else pd.Series(True, index=part.index)
    if comtrade:
        keep &= (part.typeCode == "C") & (part.freqCode == "A") & (part.flowCode == "X") & (part.partnerCode != 0)
        keep &= (part.partner2Code == 0) & (part.customsCode == "C00") & (part.motCode == 0)
    part = part.loc[keep, names]
    if comtrade:
        part[code] = part[code].astype(object)
    part = part.merge(lookup, left_on=code, right_on="code")
    part["sum"] = (part[value] * 1000).round().astype("int64")
    found.append(part.groupby(keys, as_index=False)["sum"].sum())
sums = pd.concat(found).groupby(keys, as_index=False)["sum"].sum()
wall = time.perf_counter() - start
used = resource.getrusage(resource.RUSAGE_SELF)
peak = used.ru_maxrss
if os.path.exists("/proc/self/status"):  # rusage inherits the peak of the process before
    peak = int(re.search(r"VmHWM:\s*(\d+)", open("/proc/self/status").read())[1])
print(json.dumps({"Wall": wall, "CPU": used.ru_utime + used.ru_stime, "Memory": peak / 1024}))

if job["Selective"]:
    sums.insert(1, "nobody", "")
sums.to_csv(task["Result"], header=False, index=False)
