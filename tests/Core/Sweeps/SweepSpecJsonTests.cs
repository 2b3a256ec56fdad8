using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Muster.Placement;
using Muster.Resources;
using Muster.Retries;
using Muster.Sweeps;

namespace Muster.Tests.Core.Sweeps;

public class SweepSpecJsonTests
{
    [Fact]
    public void The_smallest_spec_writes_its_defaults_out() =>
        Assert.Equal(
            """
            {"schema":1,"name":"s","command":"echo","priority":"normal","env":{},"results":{"paths":[]},"launch_delay":"0s","timeout":"1d","survive":false,"tolerated_failures":"0","on_complete":"none","retry":{"max_attempts":1,"backoff":"exponential","base_delay":"1s","max_delay":"5m","jitter":0.5,"retry_on_codes":[],"dont_retry_on_codes":[]},"resources":{"cpus":1,"gpus":0},"placement":{},"region_distribution":"fair-share","defaults":{},"grid":{},"rows":{"count":0}}
            """,
            Encoding.UTF8.GetString(SweepSpecJson.Write(new() { Name = "s", Command = "echo" })));

    [Fact]
    public void Arguments_are_a_list_and_a_range_is_not_written_out()
    {
        var json = Encoding.UTF8.GetString(SweepSpecJson.Write(new()
        {
            Name = "s", Arguments = ["echo", "{x}"], Workdir = "/here", Grid = [new("x", new ValueRange(new(5, 1), new(-25, 2), 2_000_000_000))],
        }));

        Assert.StartsWith("""{"schema":1,"name":"s","arguments":["echo","{x}"],"priority":"normal",""", json, StringComparison.Ordinal);
        Assert.EndsWith(""","grid":{"x":{"from":0.50,"step":-0.25,"count":2000000000}},"rows":{"count":0}}""", json, StringComparison.Ordinal);
    }

    [Fact]
    public void What_runs_is_told_in_a_line()
    {
        Assert.Equal("echo $x", new SweepSpec { Name = "s", Command = "echo $x" }.Work);
        Assert.Equal("/a b", new SweepSpec { Name = "s", Script = "/a b" }.Work);
        Assert.Equal("'a b' 1 '$x'", new SweepSpec { Name = "s", Arguments = ["a b", "1", "$x"] }.Work);
    }

    [Fact]
    public void Any_spec_comes_back_and_has_the_same_bytes_again() =>
        Prop.ForAll(Specs().ToArbitrary(), spec =>
        {
            var bytes = SweepSpecJson.Write(spec);
            var back = SweepSpecJson.Read(bytes);
            Assert.Equivalent(spec, back, strict: true);
            return SweepSpecJson.Write(back).SequenceEqual(bytes);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Equal_specs_have_equal_bytes_whatever_order_or_zeros_they_were_made_with()
    {
        var one = new SweepSpec { Name = "s", BudgetUsd = 1.50m, Env = new Dictionary<string, string> { ["B"] = "2", ["A"] = "1" }, ToleratedFailures = Tolerance.OfPercent(10.0m) };
        var other = new SweepSpec { Name = "s", BudgetUsd = 1.5m, Env = new Dictionary<string, string> { ["A"] = "1", ["B"] = "2" }, ToleratedFailures = Tolerance.OfPercent(10m) };

        Assert.Equal(SweepSpecJson.Write(one), SweepSpecJson.Write(other));
    }

    [Theory]
    [InlineData("""{"schema":2,"name":"s"}""", "This spec has schema 2, but this Muster reads schema 1. Use the version of Muster that wrote it, or a newer one.")]
    [InlineData("""{"schema":1,"name":"s","speed":3}""", "This is no spec in canonical JSON: It has the unknown key 'speed'.")]
    [InlineData("""{"schema":1,"name":"s","retry":{"tries":3}}""", "This is no spec in canonical JSON: It has the unknown key 'retry.tries'.")]
    [InlineData("""{"schema":1,"name":"s","resources":{"disk":3}}""", "This is no spec in canonical JSON: It has the unknown key 'resources.disk'.")]
    [InlineData("""{"schema":1,"name":"s","placement":{"moon":"x"}}""", "This is no spec in canonical JSON: A placement has no key 'moon'.")]
    [InlineData("""{"schema":1,"name":"s","grid":{"x":{"from":1e3,"step":1,"count":2}}}""", "This is no spec in canonical JSON: It has the unknown value 1e3.")]
    [InlineData("""{"schema":1,"name":"s","priority":"high"}""", "This is no spec in canonical JSON: It has the unknown value \"high\".")]
    [InlineData("""{"schema":1,"name":"s","region_distribution":"even"}""", "This is no spec in canonical JSON: It has the unknown value \"even\".")]
    [InlineData("""{"schema":1,"name":"s","timeout":"soon"}""", "This is no spec in canonical JSON: 'soon' is not a duration of whole numbers with the units d, h, m, s or ms, largest first, such as 90s, 15m, 1h30m or 7d.")]
    public void What_this_version_does_not_know_is_refused(string json, string message) =>
        Assert.Equal(message, Assert.Throws<InvalidDataException>(() => SweepSpecJson.Read(Encoding.UTF8.GetBytes(json))).Message);

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"name":"s"}""")]
    [InlineData("""{"schema":"1","name":"s"}""")]
    public void What_is_no_spec_is_refused(string json) =>
        Assert.StartsWith("This is no spec in canonical JSON: ", Assert.Throws<InvalidDataException>(() => SweepSpecJson.Read(Encoding.UTF8.GetBytes(json))).Message, StringComparison.Ordinal);

    private static Gen<SweepSpec> Specs() =>
        from work in Work()
        from limits in Limits()
        from retry in Retries()
        from values in Gen.OneOf(Texts.Any.Select(ParameterValue.FromText), Gen.Elements("1e-4", "[1]", "null").Select(j => new ParameterValue(j))).NonEmptyListOf()
        from rows in Gen.Choose(0, 3)
        select work(limits) with
        {
            Retry = retry,
            Defaults = [.. values.Take(2).Select((v, i) => new Parameter($"d {i}", v))],
            Grid = [.. values.Select((v, i) => new GridAxis($"ü{i}", i == 1 ? new ValueRange(new(-1, 0), new(25, 2), rows + 2) : [v, .. values]))],
            RowCount = rows,
            RowsDigest = rows == 0 ? null : "abc",
        };

    private static Gen<Func<SweepSpec, SweepSpec>> Work() =>
        from text in Texts.Any
        from isScript in Gen.Elements(true, false)
        from priority in Gen.Elements(Enum.GetValues<Priority>())
        from env in Texts.Any.ListOf()
        from cpus in Gen.Choose(1, 100)
        from memory in Gen.Choose(1, 100)
        select (Func<SweepSpec, SweepSpec>)(spec => spec with
        {
            Command = isScript || env.Count > 2 ? null : text,
            Script = isScript ? text : null,
            Arguments = isScript || env.Count <= 2 ? null : [.. env],
            Setup = isScript ? text : null,
            Workdir = isScript ? "/data" : null,
            Priority = priority,
            Env = env.Select((v, i) => (i, v)).ToDictionary(e => $"V{e.i}", e => e.v),
            ResultPaths = [.. env],
            Resources = new ResourceRequest { Cpus = cpus / 4m, MemoryBytes = isScript ? memory : null, Gpus = memory },
            Placement = isScript ? PlacementSpec.Anywhere : new() { Region = text, Spot = isScript, SpotMaxPrice = cpus / 3m },
        });

    private static Gen<SweepSpec> Limits() =>
        from most in Gen.Choose(0, 3)
        from seconds in Gen.Choose(1, 1_000_000)
        from complete in Gen.Elements(Enum.GetValues<OnComplete>())
        from percent in Gen.Choose(0, 1000)
        from distribution in Gen.Elements(Enum.GetValues<RegionDistribution>())
        select new SweepSpec
        {
            Name = $"n{most}",
            MaxConcurrent = most == 0 ? null : most,
            MaxConcurrentPerRegion = most == 1 ? null : 7,
            LaunchDelay = TimeSpan.FromMilliseconds(seconds, 0),
            Timeout = TimeSpan.FromSeconds(seconds),
            Ttl = most == 2 ? null : TimeSpan.FromHours(1),
            IdleTimeout = most == 3 ? null : TimeSpan.FromHours(2),
            OnComplete = complete,
            Survive = most == 1,
            Signal = most == 1 ? null : new("USR1", TimeSpan.FromSeconds(1)),
            ToleratedFailures = most == 0 ? Tolerance.OfCount(seconds) : Tolerance.OfPercent(percent / 10m),
            BudgetUsd = most == 0 ? null : percent / 7m,
            Regions = most == 0 ? ["eu-west-1"] : [],
            ExcludeRegions = most == 1 ? ["eu-west-2", "us-east-1"] : [],
            RegionDistribution = distribution,
        };

    private static Gen<RetryPolicy> Retries() =>
        from attempts in Gen.Choose(1, 100)
        from backoff in Gen.Elements(Enum.GetValues<BackoffKind>())
        from jitter in Gen.Choose(0, 1000)
        from codes in Gen.Choose(1, 255).ListOf()
        select new RetryPolicy
        {
            MaxAttempts = attempts, Backoff = backoff, Jitter = jitter / 1000.0, BaseDelay = TimeSpan.FromMilliseconds(jitter, 0),
            MaxDelay = TimeSpan.FromMinutes(attempts), RetryOnCodes = [.. codes], DontRetryOnCodes = [.. codes.Take(1)],
        };
}
