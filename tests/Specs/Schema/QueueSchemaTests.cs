using System.Text.Json.Nodes;
using Muster.Specs;
using Muster.Specs.Keys;
using Muster.Specs.Queues;
using Muster.Specs.Schema;
using Muster.Tests.Specs.Queues;

namespace Muster.Tests.Specs.Schema;

public class QueueSchemaTests
{
    private static readonly string Base = AppContext.BaseDirectory;
    private static readonly JsonObject Schema = JsonNode.Parse(QueueSchema.Build().ToJsonString())!.AsObject();
    private static readonly SchemaChecker Checker = new(Schema);

    /// <summary>Bad files whose errors no schema tells: they lie between jobs.</summary>
    private static readonly string[] BeyondASchema =
    [
        "conflict.queue.yaml", "cycle.queue-long.json", "cycle.queue.yaml", "duplicate-key.queue.yaml", "name-collision.queue.yaml", "unknown-job.queue-many.json",
    ];

    public static TheoryData<string> Examples() => [.. Directory.GetFiles(Path.Combine(Base, "examples", "queues")).Where(BadFile.IsText).Select(f => Path.GetFileName(f)!).Order()];

    public static TheoryData<string> BadFiles() => [.. BadFile.All.Where(BadFile.IsQueue)];

    [Theory]
    [MemberData(nameof(Examples))]
    public void Every_example_is_taken_by_the_schema_and_by_the_reader(string file)
    {
        var path = Path.Combine(Base, "examples", "queues", file);

        Assert.Empty(Checker.Check(BadFile.Json(path)));
        var reading = SweepFile.Read(path, () => Stream.Null);
        Assert.Equal("", string.Join("\n", reading.Errors));
        Assert.Equal((SpecKind.Queue, Path.GetFileNameWithoutExtension(file), null), (reading.Kind, reading.Spec!.Name, reading.Notice));
    }

    [Fact]
    public void There_are_examples() => Assert.Equal(["ci.yaml", "etl.yaml", "stations.json"], Examples().Select(file => file.Data));

    [Fact]
    public void Every_setting_is_taken() => Assert.Empty(Checker.Check(YamlAsJson.Read(QueueFileTests.EverySetting)));

    [Fact]
    public void Samples_of_the_documentation_are_taken_by_the_schema_of_their_kind()
    {
        var sweeps = new SchemaChecker(JsonNode.Parse(SweepSchema.Build().ToJsonString())!);
        var samples = File.ReadAllText(Path.Combine(Base, "docs", "graphs.md")).Split("```").Where((_, i) => i % 2 == 1).Select(s => YamlAsJson.Read(s.Split('\n', 2)[1])!);

        Assert.All(samples, sample => Assert.Empty((sample["grid"] is null ? Checker : sweeps).Check(sample)));
    }

    [Theory]
    [MemberData(nameof(BadFiles))]
    public void A_bad_file_is_refused_where_a_schema_can_tell(string file) => Assert.Equal(BeyondASchema.Contains(file), Checker.Check(BadFile.Json(file)).Count == 0);

    [Fact]
    public void Every_setting_of_the_tables_is_described_where_it_stands()
    {
        var job = Schema["$defs"]!["jobs"]!["items"]!;
        Assert.All(QueueTable.All, setting => Described(setting, Schema["$defs"]!));
        Assert.All(JobTable.All, setting => Described(setting, job["properties"]!));
        Assert.Equal(Schema["$defs"]!.AsObject().Select(p => p.Key), Schema["properties"]!.AsObject().Select(p => p.Key));
        Assert.All(Schema["properties"]!.AsObject(), p => Assert.Equal($"#/$defs/{p.Key}", (string?)p.Value!["$ref"]));
        Assert.Equal(["job_id", "command"], job["required"]!.AsArray().Select(key => (string)key!));
        Assert.Equal("stop", (string?)Schema["$defs"]!["on_failure"]!["default"]);
    }

    [Fact]
    public void Unknown_keys_are_refused_where_they_stand() => Assert.Equivalent(
        (string[])["/queue_nam", "/on_failur", "/colour", "/jobs/0/dependsOn", "/jobs/0/retry/attempts", "/jobs/1/retry_count", "/jobs/1/cwd", "/jobs/1/resources/cpu"],
        Checker.Check(BadFile.Json("unknown-key.queue.yaml")).Select(e => e.Split(' ')[0]).Distinct(), strict: true);

    private static void Described(Setting setting, JsonNode keys)
    {
        var schema = setting.Group is { } group ? keys[group]!["properties"]![setting.Name]! : keys[setting.Key]!;
        Assert.StartsWith($"{setting.Meaning} It must be {setting.Allowed}. Default: {setting.Default}.", (string)schema["description"]!, StringComparison.Ordinal);
    }
}
