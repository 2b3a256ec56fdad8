using Muster.Placement;
using Muster.Resources;
using Muster.Retries;
using Muster.Specs;
using Muster.Specs.Keys;
using Muster.Sweeps;

namespace Muster.Tests.Specs;

public class EverySettingTests
{
    internal const string Settings = """
        name: every
        command: echo "$PARAM_x"
        priority: urgent
        max_concurrent: 8
        max_concurrent_per_region: 4
        launch_delay: 250ms
        timeout: 1h30m
        ttl: 7d
        idle_timeout: 15m
        on_complete: hibernate
        env: {A: 007, B: 1e-4, C: true, D: "x y"}
        workdir: /tmp
        setup: |
          set -e
          make
        resources: {cpus: 0.5, memory: 512MiB, gpus: 1}
        retry:
          max_attempts: 3
          backoff: exponential-jitter
          base_delay: 2s
          max_delay: 1m
          jitter: 0.25
          retry_on_codes: [1, 75]
          dont_retry_on_codes: [2]
        signal: USR1@60s
        survive: true
        tolerated_failures: 10%
        results: {paths: [metrics.json, "out/**/*.csv"]}
        budget: 12.50
        regions: [eu-west-1, us-east-1]
        exclude_regions: [us-gov-west-1]
        region_distribution: balanced
        instance_type: (c5|m5).*|t3.large
        region: eu-west-1
        az: eu-west-1a
        ami: ami-0123456789abcdef0
        key_pair: my key
        iam_role: arn:aws:iam::123456789012:role/sweeps/runner
        spot: true
        spot_max_price: 0.05
        accelerators: nvidia-t4:1
        """;

    private static readonly SweepSpec Expected = new()
    {
        Name = "every",
        Command = "echo \"$PARAM_x\"",
        Priority = Priority.Urgent,
        MaxConcurrent = 8,
        MaxConcurrentPerRegion = 4,
        LaunchDelay = TimeSpan.FromMilliseconds(250),
        Timeout = TimeSpan.FromMinutes(90),
        Ttl = TimeSpan.FromDays(7),
        IdleTimeout = TimeSpan.FromMinutes(15),
        OnComplete = OnComplete.Hibernate,
        Env = new Dictionary<string, string> { ["A"] = "007", ["B"] = "1e-4", ["C"] = "true", ["D"] = "x y" },
        Workdir = "/tmp",
        Setup = "set -e\nmake\n",
        Resources = new ResourceRequest { Cpus = 0.5m, MemoryBytes = 512 << 20, Gpus = 1 },
        Retry = new RetryPolicy
        {
            MaxAttempts = 3, Backoff = BackoffKind.ExponentialJitter, BaseDelay = TimeSpan.FromSeconds(2), MaxDelay = TimeSpan.FromMinutes(1),
            Jitter = 0.25, RetryOnCodes = [1, 75], DontRetryOnCodes = [2],
        },
        Signal = new("USR1", TimeSpan.FromSeconds(60)),
        Survive = true,
        ToleratedFailures = Tolerance.OfPercent(10),
        ResultPaths = ["metrics.json", "out/**/*.csv"],
        BudgetUsd = 12.5m,
        Regions = ["eu-west-1", "us-east-1"],
        ExcludeRegions = ["us-gov-west-1"],
        RegionDistribution = RegionDistribution.Balanced,
        Placement = new PlacementSpec
        {
            InstanceType = "(c5|m5).*|t3.large", Region = "eu-west-1", AvailabilityZone = "eu-west-1a", Ami = "ami-0123456789abcdef0", KeyPair = "my key",
            IamRole = "arn:aws:iam::123456789012:role/sweeps/runner", Spot = true, SpotMaxPrice = 0.05m, Accelerators = "nvidia-t4:1",
        },
        Grid = [new("x", [new("1")])],
    };

    [Fact]
    public void Every_setting_at_the_top_level_reaches_the_spec()
    {
        var (spec, _) = Reading.Good(Settings + "\ngrid: {x: [1]}\n");
        Assert.Equivalent(Expected, spec, strict: true);
    }

    [Fact]
    public void Every_setting_may_stand_in_the_defaults_instead()
    {
        var (spec, points) = Reading.Good("grid: {x: [1]}\ndefaults:\n  y: 2\n  " + Settings.Replace("\n", "\n  ", StringComparison.Ordinal));
        Assert.Equivalent(Expected with { Defaults = [new("y", new("2"))] }, spec, strict: true);
        Assert.Equal(["y=2 x=1"], points.Shown());
    }

    [Fact]
    public void Every_setting_may_stand_before_the_header_of_a_csv()
    {
        var (spec, points) = Reading.Good("#: " + Settings.Replace("\n", "\n#: ", StringComparison.Ordinal) + "\nx\n1\n", SpecFormat.Csv);
        Assert.Equivalent(Expected with { Grid = [], RowCount = 1, RowsDigest = spec.RowsDigest }, spec, strict: true);
        Assert.Equal(["x=1"], points.Shown());
    }

    [Fact]
    public void The_canonical_json_of_a_file_reads_back_as_its_spec()
    {
        var (spec, _) = Reading.Good(Settings + "\ngrid: {x: [1]}\n");
        Assert.Equivalent(spec, SweepSpecJson.Read(SweepSpecJson.Write(spec)), strict: true);
    }

    [Fact]
    public void The_smallest_file_has_the_defaults_that_the_table_says()
    {
        var (spec, _) = Reading.Good("command: echo\ngrid: {x: [1]}\n");

        Assert.Equivalent(new SweepSpec { Name = "sweep", Command = "echo", Workdir = "/sweeps", Grid = [new("x", [new("1")])] }, spec, strict: true);
        Assert.Equal("24h", SweepTable.Find("timeout")!.Default);
        Assert.Equal(TimeSpan.FromHours(24), spec.Timeout);
        Assert.Equal(("1", "exponential", "1s", "5m", "0.5"),
            (SweepTable.Find("retry.max_attempts")!.Default, SweepTable.Find("retry.backoff")!.Default, SweepTable.Find("retry.base_delay")!.Default,
             SweepTable.Find("retry.max_delay")!.Default, SweepTable.Find("retry.jitter")!.Default));
        Assert.Equivalent(new RetryPolicy { MaxAttempts = 1, Backoff = BackoffKind.Exponential, BaseDelay = TimeSpan.FromSeconds(1), MaxDelay = TimeSpan.FromMinutes(5), Jitter = 0.5 }, spec.Retry);
    }

    [Fact]
    public void This_file_holds_every_setting_but_other_work_and_each_says_what_it_is()
    {
        var missing = SweepTable.All.Where(s => !Settings.Contains(s.Name + ":", StringComparison.Ordinal)).Select(s => s.Key);

        Assert.Equal(["script", "jobs", "max_parallel", "on_failure"], missing);
        Assert.All(SweepTable.All, s => Assert.EndsWith(".", s.Meaning, StringComparison.Ordinal));
        Assert.All(SweepTable.All, s => Assert.NotEmpty(s.Default));
        Assert.All(SweepTable.All, s => Assert.NotEmpty(s.Allowed));
    }
}
