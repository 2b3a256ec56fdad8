using System.Text.Json;
using Muster.Tests.Cli;
using Muster.Tests.Servers;

namespace Muster.Tests.Scenarios;

public sealed class DoctorScenarios(DynamoServer dynamo, S3Server s3)
{
    private const string Sweep = "command: echo ran\ngrid: {x: [1, 2]}\n";
    private const string Gated = "command: |\n  echo $$ >> \"$SCENARIO/started\"\n  while true; do sleep 0.05; done\ngrid: {x: [1]}\n";
    private const int PageBytes = 4096;

    [Fact]
    public async Task Healthy_store_fails_no_check_and_a_missing_one_is_not_made()
    {
        await using var scenario = new Scenario();
        var before = await scenario.RunAsync("doctor", "--json");
        Assert.Equal((0, "skip"), (before.Code, Status(before, "store")));
        Assert.False(Directory.Exists(scenario.Store.Root));
        Assert.Equal(0, (await scenario.RunAsync("submit", scenario.Write("one.yaml", Sweep))).Code);

        var after = await scenario.RunAsync("doctor", "--json");

        Assert.Equal((0, ""), (after.Code, after.Error));
        Assert.All((string[])["shell", "file-system", "access", "store", "clock", "engine", "orphans"], name => Assert.Equal("ok", Status(after, name)));
        await scenario.AssertNothingLeftAsync();
    }

    [Fact]
    public async Task Damaged_page_of_the_store_fails_its_check_and_the_file_stays_as_it_is()
    {
        await using var scenario = new Scenario();
        Assert.Equal(0, (await scenario.RunAsync("submit", scenario.Write("one.yaml", Sweep))).Code);
        await scenario.AssertNothingLeftAsync();
        var bytes = await File.ReadAllBytesAsync(scenario.Store.StoreFile, TestContext.Current.CancellationToken);
        bytes.AsSpan(bytes.Length - PageBytes).Fill(0xab);
        await File.WriteAllBytesAsync(scenario.Store.StoreFile, bytes, TestContext.Current.CancellationToken);

        var answer = await scenario.RunAsync("doctor", "--json");

        Assert.Equal((1, "", "fail"), (answer.Code, answer.Error, Status(answer, "store")));
        Assert.StartsWith($"{scenario.Store.StoreFile} is damaged: ", Message(answer, "store"), StringComparison.Ordinal);
        Assert.Equal(bytes, await File.ReadAllBytesAsync(scenario.Store.StoreFile, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task File_that_is_no_store_fails_its_check_alone()
    {
        await using var scenario = new Scenario();
        Directory.CreateDirectory(scenario.Store.Root);
        await File.WriteAllTextAsync(scenario.Store.StoreFile, string.Concat(Enumerable.Repeat("this is no database; ", 500)), TestContext.Current.CancellationToken);

        var answer = await scenario.RunAsync("doctor", "--json");

        Assert.Equal((1, "fail", "ok"), (answer.Code, Status(answer, "store"), Status(answer, "clock")));
        Assert.StartsWith($"The store {scenario.Store.StoreFile} is damaged or is no Muster store: file is not a database. ", Message(answer, "store"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Points_of_a_killed_engine_are_named()
    {
        await using var scenario = new Scenario();
        using var engine = scenario.Start("submit", scenario.Write("gated.yaml", Gated));
        await scenario.LinesAsync("started", 1);
        var alive = await scenario.RunAsync("doctor", "--json");
        Assert.Equal(("ok", "ok"), (Status(alive, "engine"), Status(alive, "orphans")));
        Assert.StartsWith($"Process {engine.Id} is alive", Message(alive, "engine"), StringComparison.Ordinal);
        await engine.KillAsync();

        var answer = await scenario.RunAsync("doctor", "--json");

        Assert.Equal((0, "warn"), (answer.Code, Status(answer, "orphans")));
        Assert.Contains(scenario.Lines("started")[0], Message(answer, "orphans"), StringComparison.Ordinal);
        await scenario.KillAllAsync();
    }

    [Fact]
    public async Task Store_on_AWS_passes_every_check_after_a_run()
    {
        await using var scenario = await ScenarioStore.OnAws(dynamo, s3).NewAsync();
        Assert.Equal(0, (await scenario.RunAsync("submit", scenario.Write("one.yaml", Sweep))).Code);
        await scenario.AssertNothingLeftAsync();

        var answer = await scenario.RunAsync("doctor", "--json");

        Assert.Equal((0, ""), (answer.Code, answer.Error));
        Assert.All((string[])["shell", "file-system", "access", "store", "clock", "engine", "orphans"], name => Assert.Equal("ok", Status(answer, name)));
        Assert.Equal($"{scenario.Address} answers, and so does its bucket", Message(answer, "store"));
    }

    [Fact]
    public async Task Store_on_AWS_without_tables_or_bucket_fails_its_check_alone()
    {
        await using var scenario = await ScenarioStore.OnAws(dynamo, s3).NewAsync();
        using var process = MusterProcess.Start(["doctor", "--json", "--store", "aws://us-east-1/there-is-none"], scenario.Environment);
        var withoutTables = await process.EndAsync();
        scenario.Environment["MUSTER_BUCKET"] = "there-is-none";
        var withoutBucket = await scenario.RunAsync("doctor", "--json");

        Assert.All([withoutTables, withoutBucket], answer => Assert.Equal((1, "", "fail", "ok"), (answer.Code, answer.Error, Status(answer, "store"), Status(answer, "clock"))));
        Assert.Contains("there-is-none", Message(withoutTables, "store"), StringComparison.Ordinal);
        Assert.Contains("there-is-none", Message(withoutBucket, "store"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Points_of_a_killed_engine_of_a_store_on_AWS_are_named()
    {
        await using var scenario = await ScenarioStore.OnAws(dynamo, s3).NewAsync();
        using var engine = scenario.Start("submit", scenario.Write("gated.yaml", Gated));
        await scenario.LinesAsync("started", 1);
        await engine.KillAsync();

        var answer = await scenario.RunAsync("doctor", "--json");

        Assert.Equal((0, "warn"), (answer.Code, Status(answer, "orphans")));
        Assert.Contains(scenario.Lines("started")[0], Message(answer, "orphans"), StringComparison.Ordinal);
        await scenario.KillAllAsync();
    }

    [Fact]
    public async Task Store_that_others_may_look_into_is_a_warning()
    {
        await using var scenario = new Scenario();
        using var made = MusterProcess.StartProgram("mkdir", ["-m", "750", scenario.Store.Root], scenario.Environment, "a directory for a group");
        Assert.Equal(0, (await made.EndAsync()).Code);

        var answer = await scenario.RunAsync("doctor", "--json");

        Assert.Equal((0, "warn"), (answer.Code, Status(answer, "access")));
        Assert.Equal($"Others than its owner have rights in {scenario.Store.Root} (750), where the specs and outputs of all runs are", Message(answer, "access"));
    }

    private static string? Status(Answer answer, string check) => Field(answer, check, "status");

    private static string Message(Answer answer, string check) => Field(answer, check, "message")!;

    private static string? Field(Answer answer, string check, string field)
    {
        using var json = JsonDocument.Parse(answer.Out);
        return json.RootElement.EnumerateArray().Single(found => found.GetProperty("name").GetString() == check).GetProperty(field).GetString();
    }
}
