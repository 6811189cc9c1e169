// One run of Polars, from the task in the environment: prints what it took, then
// writes the sums. Values become whole thousandths before they are added, because
// sums of floating-point numbers are not exact.
const fs = require("fs");
const { default: pl } = require("nodejs-polars");

const task = JSON.parse(process.env.DUALUSE_BENCH_TASK);
const table = JSON.parse(fs.readFileSync(process.argv[2], "utf8"));
const file = task.Job.File;
const col = pl.col;

function scan() {
  if (file === "baci-parquet") {
    return {
      rows: pl.scanParquet(task.Path).filter(col("direction").eq(pl.lit("export"))),
      names: ["period", "reporter", "partner", "code", "value"], unit: 1, codes: pl.Utf8, reporters: table.countries,
    };
  }
  if (file.startsWith("baci")) {
    const schema = { t: pl.Int32, i: pl.Int32, j: pl.Int32, k: pl.Int32, v: pl.Float64, q: pl.Utf8 };
    return { rows: pl.scanCSV(task.Path, { schema }), names: ["t", "i", "j", "k", "v"], unit: 1000, codes: pl.Int32, reporters: table.numbers.map(Number) };
  }
  const typed = { period: pl.Int32, reporterCode: pl.Int32, partnerCode: pl.Int32, partner2Code: pl.Int32, motCode: pl.Int32, primaryValue: pl.Float64 };
  const schema = Object.fromEntries(task.Header.map((name) => [name, typed[name] ?? pl.Utf8]));
  const rows = pl.scanCSV(task.Path, { schema }).filter(
    col("flowCode").eq(pl.lit("X")).and(col("typeCode").eq(pl.lit("C"))).and(col("freqCode").eq(pl.lit("A"))).and(col("partnerCode").neq(pl.lit(0)))
      .and(col("partner2Code").eq(pl.lit(0))).and(col("customsCode").eq(pl.lit("C00"))).and(col("motCode").eq(pl.lit(0))));
  return { rows, names: ["period", "reporterCode", "partnerCode", "cmdCode", "primaryValue"], unit: 1000, codes: pl.Utf8, reporters: table.numbers.map(Number) };
}

async function main() {
  const start = process.hrtime.bigint();
  let { rows, names, unit, codes, reporters } = scan();
  const [period, reporter, partner, code, value] = names;
  if (task.Job.Selective) {
    rows = rows.filter(reporters.map((r) => col(reporter).eq(pl.lit(r))).reduce((a, b) => a.or(b)));
  }
  const lookup = pl.DataFrame({
    code: pl.Series("code", table.codes, pl.Utf8).cast(codes),
    category: pl.Series("category", table.categories, pl.Int32),
  });
  const keys = task.Job.Selective ? [period, partner, "category"] : [period, reporter, partner, "category"];
  const sums = await rows
    .select(col(period), col(reporter), col(partner), col(code), col(value))
    .join(lookup.lazy(), { leftOn: code, rightOn: "code", how: "inner" })
    .groupBy(keys)
    .agg(col(value).mul(pl.lit(unit)).round(0).cast(pl.Int64).sum().alias("sum"))
    .collect({ streaming: task.Peer === "polars-streaming" });
  const wall = Number(process.hrtime.bigint() - start) / 1e9;
  const used = process.resourceUsage();
  const status = fs.existsSync("/proc/self/status") ? fs.readFileSync("/proc/self/status", "utf8") : "";
  const peak = Number(status.match(/VmHWM:\s*(\d+)/)?.[1] ?? used.maxRSS); // rusage inherits the peak of the process before
  console.log(JSON.stringify({ Wall: wall, CPU: (used.userCPUTime + used.systemCPUTime) / 1e6, Memory: peak / 1024 }));
  const all = sums.withColumn(task.Job.Selective ? pl.lit("").alias("nobody") : col(reporter).alias("nobody"));
  all.select(col(period), col("nobody"), col(partner), col("category"), col("sum")).writeCSV(task.Result, { includeHeader: false });
}

main().catch((err) => { console.error(err); process.exit(1); });
