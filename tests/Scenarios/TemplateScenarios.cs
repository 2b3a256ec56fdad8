using Muster.Graphs;
using Muster.Specs.Templates;
using Muster.Sweeps;

namespace Muster.Tests.Scenarios;

/// <summary>The built-in templates, job by job as they stand, with values that would like to be commands; and the wizard on a terminal.</summary>
public class TemplateScenarios
{
    private const string Hostile = "-x \"; touch pwned; $(touch pwned) `touch pwned` ' && touch pwned \\ }} {{X}} é\ntouch pwned #";

    [Fact]
    public async Task The_ml_pipeline_hands_values_and_results_on_as_they_are()
    {
        await using var scenario = new Scenario();
        Script(scenario, "preprocess.sh", "printf %s \"$INPUT\" > \"$OUT/input\"");
        Script(scenario, "train.sh", "cp \"$DATA/input\" \"$OUT\"; printf %s \"$MODEL\" > \"$OUT/model\"; printf %s \"$CUDA_VISIBLE_DEVICES\" > \"$OUT/devices\"");
        Script(scenario, "evaluate.sh", "cmp \"$DATA/input\" \"$TRAINED/input\"");

        await RunAsync(scenario, "ml-pipeline", [("INPUT", Hostile), ("MODEL", Hostile), ("GPU_DEVICES", Hostile)]);

        Assert.All((string[])["input", "model", "devices"], name => Assert.Equal(Hostile, File.ReadAllText(scenario.At($"train/out/{name}"))));
        Assert.True(new FileInfo(scenario.At("export/out/model.tar.gz")).Length > 0);
        AssertNothingElseRan(scenario);
    }

    [Fact]
    public async Task The_etl_hands_values_and_results_on_as_they_are()
    {
        await using var scenario = new Scenario();
        Script(scenario, "extract.sh", "printf %s \"$SOURCE\" > \"$OUT/rows\"");
        Script(scenario, "transform.sh", "cp \"$IN/rows\" \"$OUT\"");
        Script(scenario, "load.sh", "cp \"$IN/rows\" \"$OUT\"; printf %s \"$DESTINATION\" > \"$OUT/to\"");
        Script(scenario, "validate.sh", "test -s \"$IN/rows\"");

        await RunAsync(scenario, "etl", [("SOURCE", Hostile), ("DESTINATION", Hostile)]);

        Assert.All((string[])["rows", "to"], name => Assert.Equal(Hostile, File.ReadAllText(scenario.At($"load/out/{name}"))));
        AssertNothingElseRan(scenario);
    }

    [Fact]
    public async Task Data_is_downloaded_processed_side_by_side_aggregated_and_uploaded()
    {
        await using var scenario = new Scenario();
        // Stands for the AWS CLI: a folder stands for the bucket, and what is uploaded is told.
        Script(scenario, "aws", "case $5 in s3://*) cp -R \"${SCENARIO}/source/.\" \"$6\" ;; *) cp -R \"$5\" \"$SCENARIO/uploaded\"; printf %s \"$6\" > \"$SCENARIO/to\" ;; esac");
        Script(scenario, "process.sh", "tr a-z A-Z < \"$FILE\" > \"$OUT/$(basename \"$FILE\")\"");
        Script(scenario, "aggregate.sh", "cat \"$IN\"/* > \"$OUT/all\"");
        Directory.CreateDirectory(scenario.At("source/a folder"));
        scenario.Write("source/a folder/one 'file'", "one\n");
        scenario.Write("source/two", "two\n");

        await RunAsync(scenario, "data-processing", [("S3_SOURCE", $"s3://{Hostile}"), ("S3_DESTINATION", $"s3://{Hostile}"), ("WORKERS", "2")]);

        Assert.Equal("ONE\nTWO\n", await File.ReadAllTextAsync(scenario.At("uploaded/all"), TestContext.Current.CancellationToken));
        Assert.Equal($"s3://{Hostile}", await File.ReadAllTextAsync(scenario.At("to"), TestContext.Current.CancellationToken));
        AssertNothingElseRan(scenario);
    }

    [Fact]
    public async Task A_source_that_is_not_in_S3_is_refused()
    {
        await using var scenario = new Scenario();
        Directory.CreateDirectory(scenario.At("project"));

        var (_, error) = await JobAsync(scenario, Spec(scenario, "data-processing", [("S3_SOURCE", "--version"), ("S3_DESTINATION", "s3://b/")]), "download", 64);

        Assert.Equal("S3_SOURCE is \"--version\", but must be an S3 URI such as s3://bucket/folder/.\n", error);
    }

    [Fact]
    public async Task A_repository_is_checked_out_built_tested_deployed_and_looked_at()
    {
        await using var scenario = new Scenario();
        Directory.CreateDirectory(scenario.At("project"));
        var git = await BashAsync(scenario, "git init -q -b trunk repo && cd repo && echo 'echo built > out' > build.sh && git add . && git -c user.name=t -c user.email=t@example.org commit -q -m one", scenario.At("project"));
        Assert.SkipUnless(git.Code == 0, $"git is not installed: {git.Error}");

        await RunAsync(scenario, "ci-cd",
        [
            ("REPO_URL", "repo"), ("BRANCH", "trunk"), ("ENVIRONMENT", Hostile), ("ENDPOINT", Hostile), ("BUILD_COMMAND", "bash build.sh"), ("TEST_COMMAND", "grep -q built out"),
            ("DEPLOY_COMMAND", "cp out \"$SCENARIO/deployed\"; printf %s \"$ENVIRONMENT\" > \"$SCENARIO/environment\""), ("SMOKE_TEST_COMMAND", "test -s \"$SCENARIO/deployed\"; printf %s \"$ENDPOINT\" > \"$SCENARIO/endpoint\""),
        ]);

        Assert.Equal(["built"], scenario.Lines("deployed"));
        Assert.All((string[])["environment", "endpoint"], name => Assert.Equal(Hostile, File.ReadAllText(scenario.At(name))));
        AssertNothingElseRan(scenario);
    }

    [Theory]
    [InlineData("--upload-pack=touch pwned;", "main")]
    [InlineData("repo", "--upload-pack=touch pwned;")]
    public async Task A_repository_or_branch_that_looks_like_an_option_is_none(string url, string branch)
    {
        await using var scenario = new Scenario();
        Directory.CreateDirectory(scenario.At("project"));

        await JobAsync(scenario, Spec(scenario, "ci-cd", [("REPO_URL", url), ("BRANCH", branch), ("ENDPOINT", "x")]), "checkout", 128);

        AssertNothingElseRan(scenario);
    }

    [Fact]
    public async Task Simple_steps_run_in_the_folder_of_the_queue_file_and_one_that_looks_like_an_option_is_a_command()
    {
        await using var scenario = new Scenario();
        Directory.CreateDirectory(scenario.At("project"));
        var spec = Spec(scenario, "simple-sequential", [("STEP1", "printf '%s' \"$PWD\" > here; echo 'a \"b\"'"), ("STEP3", "-x")]);

        Assert.Equal("a \"b\"\n", (await JobAsync(scenario, spec, "step-1", 0)).Out);
        Assert.Equal("", (await JobAsync(scenario, spec, "step-2", 0)).Out);
        Assert.Contains("-x: command not found", (await JobAsync(scenario, spec, "step-3", 127)).Error, StringComparison.Ordinal);
        Assert.Equal([scenario.At("project")], scenario.Lines("project/here"));
    }

    [Fact]
    public async Task A_template_that_is_submitted_runs_through_an_engine_with_values_as_they_are()
    {
        await using var scenario = new Scenario();
        Directory.CreateDirectory(scenario.At("project"));
        scenario.StartsIn = scenario.At("project");

        var answer = await scenario.RunAsync(
            "submit", "--template", "simple-sequential", "--var", "STEP1=printf '%s' \"$PWD\" > here; echo 'a \"b\"'", "--var", "STEP2=echo two >> \"$SCENARIO/ran\"", "--var", "STEP3=echo three >> \"$SCENARIO/ran\"");

        Assert.True(answer.Code == 0, answer.ToString());
        Assert.Equal(["two", "three"], scenario.Lines("ran"));
        Assert.Equal([scenario.At("project")], scenario.Lines("project/here"));
        Assert.Equal("a \"b\"\n", (await scenario.RunAsync("logs", "last", "--job", "step-1")).Out);
        await scenario.AssertNothingLeftAsync();
    }

    [Fact]
    public async Task The_wizard_asks_on_a_terminal_and_writes_what_submit_and_validate_read()
    {
        await using var scenario = new Scenario();
        using var terminal = Terminal(scenario, "template init simple-sequential");
        await SeenAsync(scenario, terminal, "The first command, as a shell takes it.");
        await terminal.TypeAsync("echo \"hi\"\n\n\nsoon\n");
        await SeenAsync(scenario, terminal, "'timeout' of job 'step-1' is 'soon'");
        await terminal.TypeAsync("5m\n\n\n\n\n");
        var answer = await terminal.EndAsync();

        Assert.Equal(0, answer.Code);
        Assert.Contains("Wrote simple-sequential.json: simple-sequential, 3 jobs.", answer.Out, StringComparison.Ordinal);
        Assert.Contains("\"STEP1\": \"echo \\\"hi\\\"\",", await File.ReadAllTextAsync(scenario.At("work/simple-sequential.json"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
        var check = await scenario.RunAsync("validate", scenario.At("work/simple-sequential.json"));
        Assert.Equal((0, ""), (check.Code, check.Error));
    }

    [Fact]
    public async Task Ctrl_C_in_the_wizard_leaves_nothing_behind()
    {
        await using var scenario = new Scenario();
        using var terminal = Terminal(scenario, "template init simple-sequential");
        await SeenAsync(scenario, terminal, "The first command, as a shell takes it.");
        await terminal.TypeAsync("true\n");
        await SeenAsync(scenario, terminal, "The second command.");
        await terminal.TypeAsync("\u0003");

        Assert.Equal(130, (await terminal.EndAsync()).Code);
        Assert.Empty(Directory.EnumerateFileSystemEntries(scenario.At("work")));
    }

    /// <summary>Starts the command on a pseudo-terminal, in a folder of its own.</summary>
    private static MusterProcess Terminal(Scenario scenario, string line)
    {
        (scenario.Environment["TERM"], scenario.Environment["XDG_CONFIG_HOME"]) = ("dumb", scenario.At("config"));
        return scenario.StartOnTerminal($"exec $MUSTER {line}", Directory.CreateDirectory(scenario.At("work")).FullName);
    }

    private static Task SeenAsync(Scenario scenario, MusterProcess terminal, string text) =>
        scenario.UntilAsync(text, () => terminal.Out.Contains(text, StringComparison.Ordinal) || (terminal.HasExited ? throw new InvalidOperationException(terminal.Told) : false));

    private static void Script(Scenario scenario, string name, string text)
    {
        Directory.CreateDirectory(scenario.At("project"));
        var path = scenario.Write($"project/{name}", $"#!/usr/bin/env bash\nset -e\n{text}\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    private static SweepSpec Spec(Scenario scenario, string name, IReadOnlyList<(string Name, string Value)> values)
    {
        var template = BuiltInTemplates.All.Single(template => template.Name == name);
        var reading = template.Fill([.. values.Select(value => KeyValuePair.Create(value.Name, value.Value))]).Read(scenario.At("project"), () => Stream.Null);
        Assert.Equal("", string.Join('\n', reading.Errors));
        return reading.Spec!;
    }

    private static async Task RunAsync(Scenario scenario, string name, IReadOnlyList<(string Name, string Value)> values)
    {
        var spec = Spec(scenario, name, values);
        foreach (var job in JobGraph.Of(spec.Graph!.Jobs).Order()!)
            await JobAsync(scenario, spec, spec.Graph.Jobs[job].Id, 0);
    }

    /// <summary>Runs one job as it stands, in a folder that jobs which depend on it find as its results.</summary>
    private static async Task<(string Out, string Error)> JobAsync(Scenario scenario, SweepSpec spec, string id, int code)
    {
        var job = spec.Graph!.Jobs.Single(job => job.Id == id);
        var environment = new Dictionary<string, string?>(scenario.Environment, StringComparer.Ordinal) { ["MUSTER_WORKDIR"] = spec.Workdir, ["PATH"] = $"{spec.Workdir}:{Environment.GetEnvironmentVariable("PATH")}" };
        foreach (var (name, value) in spec.Env.Concat(job.Env))
            environment[name] = value;
        foreach (var before in job.DependsOn)
            environment[JobVariable.OfResults(before)] = scenario.At(before);
        using var process = MusterProcess.StartProgram("bash", ["-c", job.Command], environment, id, Directory.CreateDirectory(scenario.At(id)).FullName);
        var answer = await process.EndAsync();
        Assert.True(answer.Code == code, $"{id}: {answer}");
        return (answer.Out, answer.Error);
    }

    private static async Task<Muster.Tests.Cli.Answer> BashAsync(Scenario scenario, string text, string folder)
    {
        using var process = MusterProcess.StartProgram("bash", ["-c", text], scenario.Environment, text, folder);
        return await process.EndAsync();
    }

    private static void AssertNothingElseRan(Scenario scenario) => Assert.Empty(Directory.EnumerateFiles(scenario.At(""), "pwned", SearchOption.AllDirectories));
}
