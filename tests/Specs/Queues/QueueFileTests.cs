using Muster.Graphs;
using Muster.Resources;
using Muster.Retries;
using Muster.Specs;
using Muster.Specs.Queues;
using Muster.Sweeps;

namespace Muster.Tests.Specs.Queues;

public class QueueFileTests
{
    internal const string EverySetting = """
        queue_id: nightly-7
        queue_name: every
        global_timeout: 1h30m
        on_failure: continue
        max_parallel: 4
        env: {A: 007, B: true}
        result_s3_bucket: results.example
        result_s3_prefix: queues/every
        jobs:
        - job_id: fetch
          command: make fetch
        - job_id: unit-tests.2
          command: |
            make test
            make report
          timeout: 90s
          depends_on: [fetch]
          env: {A: x, C: 1e-4}
          result_paths: [report.txt, "out/**", /tmp/model.bin]
          retry:
            max_attempts: 3
            backoff: exponential-jitter
            base_delay: 2s
            max_delay: 1m
            jitter: 0.25
            retry_on_codes: [1, 75]
            dont_retry_on_codes: [2]
          resources: {cpus: 0.5, memory: 512MiB, gpus: 1}
        """;

    private static readonly GraphSpec Expected = new()
    {
        Id = "nightly-7",
        OnFailure = OnFailure.Continue,
        MaxParallel = 4,
        ResultBucket = "results.example",
        ResultPrefix = "queues/every",
        Jobs =
        [
            new() { Id = "fetch", Command = "make fetch" },
            new()
            {
                Id = "unit-tests.2",
                Command = "make test\nmake report\n",
                Timeout = TimeSpan.FromSeconds(90),
                DependsOn = ["fetch"],
                Env = new Dictionary<string, string> { ["A"] = "x", ["C"] = "1e-4" },
                ResultPaths = ["report.txt", "out/**", "/tmp/model.bin"],
                Retry = new()
                {
                    MaxAttempts = 3, Backoff = BackoffKind.ExponentialJitter, BaseDelay = TimeSpan.FromSeconds(2), MaxDelay = TimeSpan.FromMinutes(1),
                    Jitter = 0.25, RetryOnCodes = [1, 75], DontRetryOnCodes = [2],
                },
                Resources = new() { Cpus = 0.5m, MemoryBytes = 512 << 20, Gpus = 1 },
            },
        ],
    };

    [Fact]
    public void Every_setting_of_a_queue_reaches_the_spec_of_one_point()
    {
        var (spec, points) = Reading.Good(EverySetting);

        Assert.Equivalent(
            new SweepSpec
            {
                Name = "every",
                Graph = Expected,
                Timeout = TimeSpan.FromMinutes(90),
                Env = new Dictionary<string, string> { ["A"] = "007", ["B"] = "true" },
                Workdir = "/sweeps",
                Resources = new() { Cpus = 1, MemoryBytes = 512 << 20, Gpus = 1 },
                RowCount = 1,
                RowsDigest = spec.RowsDigest,
            },
            spec,
            strict: true);
        Assert.Equal([""], points.Shown());
        Assert.Equivalent(spec, SweepSpecJson.Read(SweepSpecJson.Write(spec)), strict: true);
    }

    [Fact]
    public void The_smallest_queue_has_the_defaults_that_its_tables_say()
    {
        var (spec, _) = Reading.Good("jobs: [{job_id: a, command: make}]");

        Assert.Equivalent(new GraphSpec { Jobs = [new() { Id = "a", Command = "make" }] }, spec.Graph, strict: true);
        Assert.Equal(("sweep", TimeSpan.FromHours(24)), (spec.Name, spec.Timeout));
        Assert.Equal(
            ["the run's id", "the file's name without its extension", "24h", "none; every queue file has them", "1", "stop", "none", "none", "none"],
            QueueTable.All.Select(setting => setting.Default));
    }

    [Fact]
    public void The_file_above_holds_every_setting_and_each_says_what_it_is() => Assert.All(QueueTable.All.Concat(JobTable.All), setting =>
    {
        Assert.Contains(setting.Name + ":", EverySetting, StringComparison.Ordinal);
        Assert.EndsWith(".", setting.Meaning, StringComparison.Ordinal);
        Assert.NotEmpty(setting.Default);
        Assert.NotEmpty(setting.Allowed);
    });

    [Fact]
    public void Json_reads_the_same_as_yaml()
    {
        var (yaml, _) = Reading.Good("queue_name: q\njobs:\n- {job_id: a, command: make, timeout: 5m}\n- {job_id: b, command: test, depends_on: [a]}\n");
        var (json, _) = Reading.Good(
            """{"queue_name": "q", "jobs": [{"job_id": "a", "command": "make", "timeout": "5m"}, {"job_id": "b", "command": "test", "depends_on": ["a"]}]}""", SpecFormat.Json);

        Assert.Equal(SweepSpecJson.Write(yaml), SweepSpecJson.Write(json));
    }

    [Fact]
    public void What_other_tools_write_where_there_is_nothing_is_taken()
    {
        var (spec, _) = Reading.Good(
            """{"result_s3_prefix": "", "jobs": [{"job_id": "a", "command": "make", "depends_on": null, "env": {}, "result_paths": []}, {"job_id": "b", "command": "x", "depends_on": []}]}""",
            SpecFormat.Json);

        Assert.All(spec.Graph!.Jobs, job => Assert.Empty(job.DependsOn));
        Assert.Equal("", spec.Graph.ResultPrefix);
    }

    [Theory]
    [InlineData("jobs: [{job_id: a, command: x}]", SpecKind.Queue)]
    [InlineData("queue_name: q", SpecKind.Queue)]
    [InlineData("jobs: [{job_id: a, command: x}]\nname: s", SpecKind.Queue)]
    [InlineData("jobs: [{job_id: a, command: x}]\nparams: [{}]", SpecKind.Sweep)]
    [InlineData("jobs: [{job_id: a, command: x}]\ngrid: {x: [1]}", SpecKind.Sweep)]
    [InlineData("jobs: [{job_id: a, command: x}]\ndefaults: {x: 1}", SpecKind.Sweep)]
    [InlineData("defaults: {jobs: [{job_id: a, command: x}]}", SpecKind.Sweep)]
    [InlineData("command: x", SpecKind.Sweep)]
    [InlineData("{}", SpecKind.Sweep)]
    [InlineData("- jobs", null)]
    [InlineData("", null)]
    public void A_file_is_a_queue_if_it_has_jobs_and_nothing_that_makes_points(string text, SpecKind? kind) => Assert.Equal(kind, Reading.Text(text).Reading.Kind);

    [Fact]
    public void A_sweep_may_run_a_graph_for_each_point()
    {
        var (spec, points) = Reading.Good("""
            timeout: 1h
            max_parallel: 2
            on_failure: continue
            jobs:
            - {job_id: make, command: 'make "$PARAM_x"', resources: {cpus: 4}}
            - {job_id: test, command: make test, depends_on: [make]}
            grid: {x: [1, 2]}
            """);

        Assert.Equal(["x=1", "x=2"], points.Shown());
        Assert.Equal((2, OnFailure.Continue, null), (spec.Graph!.MaxParallel, spec.Graph.OnFailure, spec.Graph.Id));
        Assert.Equal(["make", "test"], spec.Graph.Jobs.Select(job => job.Id));
        Assert.Equal((null, null, TimeSpan.FromHours(1)), (spec.Command, spec.Script, spec.Timeout));
        Assert.Equal(new ResourceRequest { Cpus = 4 }, spec.Resources);
    }

    [Fact]
    public void The_jobs_of_a_sweep_may_stand_in_its_defaults_or_before_the_header_of_a_csv()
    {
        var (defaults, _) = Reading.Good("defaults: {jobs: [{job_id: a, command: x}], y: 2}\nparams: [{}]");
        var (csv, points) = Reading.Good("#: jobs: [{job_id: a, command: x}]\nx\n1\n", SpecFormat.Csv);

        Assert.All([defaults, csv], spec => Assert.Equal("a", Assert.Single(spec.Graph!.Jobs).Id));
        Assert.Equal(["x=1"], points.Shown());
    }

    [Fact]
    public void What_has_no_effect_on_this_machine_is_named_in_one_line()
    {
        var (reading, _) = Reading.Text("result_s3_prefix: p\nresult_s3_bucket: bucket\njobs: [{job_id: a, command: x}]");
        Assert.Equal("This machine ignores: result_s3_bucket, result_s3_prefix (they take effect on EC2; the file stays portable).", reading.Notice);
    }

    [Fact]
    public void A_second_job_of_the_same_id_does_not_hide_what_is_wrong_with_the_others() => Assert.Equal(
        """
        sweep.yaml:3:40: These jobs wait for each other, each for the next: c → b → c. Remove one of these dependencies.
        sweep.yaml:4:12: The job 'a' stands twice: here and in line 2. Rename one.
        sweep.yaml:5:40: 'x' in 'depends_on' is no job of this file. Did you mean 'a'?
        """,
        Reading.Errors("jobs:\n- {job_id: a, command: x}\n- {job_id: c, command: x, depends_on: [b]}\n- {job_id: a, command: x}\n- {job_id: b, command: x, depends_on: [x, c]}"));

    [Fact]
    public void A_queue_of_ten_thousand_jobs_is_read()
    {
        var (reading, _) = Reading.Text("jobs:\n" + string.Concat(Enumerable.Range(0, 10_000).Select(job =>
            $"- {{job_id: j{job}, command: 'true', depends_on: [{string.Join(", ", Enumerable.Range(1, 10).Select(k => job - (k * k)).Where(other => other >= 0).Select(other => $"j{other}"))}]}}\n")));

        Assert.Empty(reading.Errors);
        Assert.Equal(10_000, reading.Spec!.Graph!.Jobs.Count);
    }
}
