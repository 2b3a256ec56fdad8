using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Muster.Specs.Keys;
using Muster.Specs.Schema;
using Muster.Sweeps;
using Muster.Units;

namespace Muster.Tests.Specs.Schema;

public class SweepSchemaTests
{
    private static readonly string Base = AppContext.BaseDirectory;
    private static readonly JsonObject Schema = JsonNode.Parse(SweepSchema.Build().ToJsonString())!.AsObject();
    private static readonly SchemaChecker Checker = new(Schema);

    /// <summary>Bad files whose errors no schema tells: they are in the text's grammar, between keys, in other files, or in likeness.</summary>
    private static readonly string[] BeyondASchema =
    [
        "broken-json.line.yaml", "conflict.excluded-region.yaml", "conflict.no-jobs.yaml", "conflict.regions.yaml", "conflict.row.yaml", "empty.line.yaml", "invalid-value.long.json", "misplaced-key.params-file.yaml",
        "misspelt-key.yaml", "name-collision.yaml", "not-utf8.params.yaml", "not-utf8.yaml", "too-deep.in-json.json", "too-deep.yaml", "too-many-points.yaml",
        "unreadable-file.folder.yaml", "unreadable-file.script.yaml", "unreadable-file.yaml", "unsupported-yaml.yaml", "wrong-type.lines.yaml",
    ];

    public static TheoryData<string> Examples() => [.. Directory.GetFiles(Path.Combine(Base, "examples", "sweeps")).Select(f => Path.GetFileName(f)!).Order()];

    public static TheoryData<string> BadFiles() =>
        [.. BadFile.All.Where(file => !BadFile.IsQueue(file))];

    [Theory]
    [MemberData(nameof(Examples))]
    public void Every_example_is_taken(string file)
    {
        var text = File.ReadAllText(Path.Combine(Base, "examples", "sweeps", file));

        Assert.Empty(Checker.Check(Path.GetExtension(file) == ".csv" ? OfCsv(text) : YamlAsJson.Read(text)));
    }

    [Theory]
    [InlineData("\ngrid: {x: [1]}")]
    [InlineData("\nparams: rows.jsonl")]
    [InlineData("\nparams: [{}]\ndefaults: {alpha: 1, 'param:nodes': 2}")]
    [InlineData("\nparams: []\ngrid: {'param:timeout': [1h], b: [null, [1], {c: 2}]}")]
    [InlineData("\nparams: [{'param:region': chr1, region: eu-west-1, spot: true, a: null, b: [1, {c: d}], größe: 5}]")]
    public void Every_setting_is_taken_with_points_of_any_kind(string points) => Assert.Empty(Checker.Check(YamlAsJson.Read(EverySettingTests.Settings + points)));

    [Fact]
    public void Settings_are_taken_in_the_defaults() =>
        Assert.Empty(Checker.Check(YamlAsJson.Read("grid: {x: [1]}\ndefaults:\n  y: 2\n  " + EverySettingTests.Settings.Replace("\n", "\n  ", StringComparison.Ordinal))));

    [Fact]
    public void Samples_of_the_documentation_are_taken()
    {
        var page = File.ReadAllText(Path.Combine(Base, "docs", "sweeps.md"));
        var samples = page.Split("```").Where((_, i) => i % 2 == 1).Select(s => s.Split('\n', 2));

        Assert.All(samples, s => Assert.Empty(Checker.Check(s[0] == "csv" ? OfCsv(s[1]) : YamlAsJson.Read(s[1]))));
    }

    [Fact]
    public void Every_setting_of_the_table_is_described_where_it_may_stand()
    {
        Assert.All(SweepTable.All, setting =>
        {
            var top = setting.Group is { } group ? Schema["$defs"]![group]!["properties"]![setting.Name] : Schema["$defs"]![setting.Key];
            Assert.StartsWith($"{setting.Meaning} It must be {setting.Allowed}. Default: {setting.Default}.", (string)top!["description"]!, StringComparison.Ordinal);
            var key = setting.Group ?? setting.Key;
            var reference = $"#/$defs/{key}";
            Assert.Equal(reference, (string?)Schema["properties"]![key]!["$ref"]);
            Assert.Equal(reference, (string?)Schema["properties"]!["defaults"]!["properties"]![key]!["$ref"]);
            var inRow = Schema["properties"]!["params"]!["items"]!["properties"]![key]!;
            Assert.Equal(setting.StandsInRows, inRow is JsonObject row && (string?)row["$ref"] == reference);
        });
        Assert.Equal(SweepTable.TopKeys, Schema["properties"]!.AsObject().Select(p => p.Key));
        Assert.Equal(SweepTable.SettingKeys, Schema["$defs"]!.AsObject().Select(p => p.Key));
        Assert.All(SweepTable.Reserved, key => Assert.Contains(key, (string)Schema["$comment"]!, StringComparison.Ordinal));
    }

    [Fact]
    public void Defaults_are_values_that_the_schema_itself_takes()
    {
        var given = SweepTable.All.Select(s => (s.Key, Schema: Schema["$defs"]![s.Group ?? s.Key]!)).Select(s => (s.Key, Schema: s.Key.Contains('.') ? s.Schema["properties"]![s.Key.Split('.')[1]]! : s.Schema))
            .Where(s => s.Schema["default"] is not null).ToList();

        Assert.All(given, s => Assert.Empty(new SchemaChecker(s.Schema).Check(s.Schema["default"])));
        Assert.Equal(
            """max_parallel=1 on_failure="stop" priority="normal" launch_delay="0s" timeout="24h" survive=false on_complete="none" retry.max_attempts=1 retry.backoff="exponential" retry.base_delay="1s" retry.max_delay="5m" retry.jitter=0.5 resources.cpus=1 resources.gpus=0 region_distribution="fair-share" spot=false""",
            string.Join(' ', given.Select(s => $"{s.Key}={s.Schema["default"]!.ToJsonString()}")));
    }

    [Theory]
    [MemberData(nameof(BadFiles))]
    public void A_bad_file_is_refused_where_a_schema_can_tell(string file) => Assert.Equal(BeyondASchema.Contains(file), Checker.Check(BadFile.Json(file)).Count == 0);

    [Fact]
    public void Unknown_keys_are_refused_where_they_stand() => Assert.Equivalent(
        (string[])["/max_concurent", "/maxConcurrent", "/time-out", "/alpha", "/retry/max_attemps", "/retry/attempts", "/resources/cpu", "/resources/disk", "/results/path"],
        Places("unknown-key.yaml"), strict: true);

    [Fact]
    public void Wrong_types_are_refused_where_they_stand() => Assert.Equivalent(
        (string[])["/name", "/command", "/priority", "/max_concurrent", "/timeout", "/survive", "/ttl", "/env", "/retry", "/resources/cpus", "/resources/memory", "/resources/gpus", "/results/paths", "/budget", "/defaults", "/params", "/grid/a", "/grid/b"],
        Places("wrong-type.yaml"), strict: true);

    [Theory]
    [InlineData("0s 5ms 1h30m 90s 7d 001s 1d2h3m4s5ms", "s 5 1.5h 1m1h 1h1h -1s 1H", typeof(Duration))]
    [InlineData("0B 512MiB 4GiB 1TiB 007KiB", "5 4GB MiB 1.5GiB -1B 4gib", typeof(MemorySize))]
    [InlineData("0 5 10% 100% 100.0% 0.5% .5% 5.% 0% 007%", "101% -1 1.5 % .% 1e1 100.1% x", typeof(Tolerance))]
    [InlineData("USR1@60s TERM@1h30m HUP@1ms CONT@10s", "USR1 USR1@0s SIGUSR1@5s usr1@5s USR1@ @5s USR1@5s@5s", typeof(EarlySignal))]
    public void Patterns_say_what_the_parsers_say(string good, string bad, Type type)
    {
        var (pattern, reads) = type.Name switch
        {
            nameof(Duration) => (Duration.Pattern, text => Duration.TryParse(text, out _)),
            nameof(MemorySize) => (MemorySize.Pattern, text => MemorySize.TryParse(text, out _)),
            nameof(Tolerance) => (Tolerance.Pattern, text => Tolerance.TryParse(text, out _)),
            _ => (EarlySignal.Pattern, (Func<string, bool>)(text => EarlySignal.TryParse(text, out _))),
        };
        Assert.All(good.Split(' '), text => Assert.True(reads(text) && Matches(pattern, text), text));
        Assert.All(bad.Split(' '), text => Assert.False(reads(text) || Matches(pattern, text), text));
    }

    private static bool Matches(string pattern, string text) => Regex.IsMatch(text, $@"^{pattern}\z", RegexOptions.None, TimeSpan.FromSeconds(1));

    private static IEnumerable<string> Places(string file) => Checker.Check(BadFile.Json(file)).Select(e => e.Split(' ')[0]).Distinct();

    private static JsonNode? OfCsv(string csv)
    {
        var settings = YamlAsJson.Read(string.Join('\n', csv.Split('\n').Where(l => l.StartsWith("#:", StringComparison.Ordinal)).Select(l => l[2..])))!;
        settings["params"] = "rows.csv";
        return settings;
    }
}
