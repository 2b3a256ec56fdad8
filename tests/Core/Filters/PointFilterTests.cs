using FsCheck;
using FsCheck.Fluent;
using Muster.Filters;
using Muster.Operations;
using Muster.Placement;
using Muster.Sets;
using Muster.Sweeps;
using Muster.Testing.Builders;

namespace Muster.Tests.Core.Filters;

public class PointFilterTests
{
    private static readonly string[] Numbers = ["0", "-0.0", "1", "1.0", "10e-1", "0.1", "0.10", "1e-1", "-1", "-0.1", "2", "1e3", "1000", "10000000000000001", "10000000000000002", "1e400", "-1e400", "1e-400"];
    private readonly RunWorld world = new();

    [Theory]
    [InlineData("lr=0.1", "0.1", true)]
    [InlineData("lr=0.1", "0.10", true)]
    [InlineData("lr=0.1", "1e-1", true)]
    [InlineData("lr=.1", "0.1", true)]
    [InlineData("lr=+0.1", "0.1", true)]
    [InlineData("lr=0.1", "0.11", false)]
    [InlineData("lr=0.1", "\"0.1\"", true)]
    [InlineData("lr=0.1", "\"0.10\"", false)]
    [InlineData("lr = 0.1", "0.1", true)]
    [InlineData("n=7", "\"007\"", false)]
    [InlineData("n=007", "\"007\"", true)]
    [InlineData("seed=10000000000000001", "10000000000000002", false)]
    [InlineData("opt=adam", "\"adam\"", true)]
    [InlineData("opt=adam", "\"Adam\"", false)]
    [InlineData("opt!=adam", "\"sgd\"", true)]
    [InlineData("opt!=adam", null, true)]
    [InlineData("opt=adam", null, false)]
    [InlineData("opt=", "null", true)]
    [InlineData("a=b=c", "\"b=c\"", true)]
    [InlineData("n<2", "1.9", true)]
    [InlineData("n<2", "2.0", false)]
    [InlineData("n<=2", "2.0", true)]
    [InlineData("n>2", "1e1", true)]
    [InlineData("n>=-.5", "-0.5", true)]
    [InlineData("n>2", "\"3\"", false)]
    [InlineData("n>2", null, false)]
    [InlineData("flag=true", "true", true)]
    public void A_condition_fits_or_not(string text, string? json, bool fits)
    {
        Assert.True(ParameterCondition.TryParse(text, out var condition, out var problem), problem);

        Assert.Equal(fits, condition.Fits(json is null ? null : new ParameterValue(json)));
    }

    [Theory]
    [InlineData("lr", "it is a parameter and its value, such as lr=0.1, and instead of = also !=, <, <=, > or >=.")]
    [InlineData("=3", "it is a parameter and its value, such as lr=0.1, and instead of = also !=, <, <=, > or >=.")]
    [InlineData("opt<adam", "'adam' is no number, and only numbers are more or less than others. Compare texts with = or !=.")]
    [InlineData("n>=", "'' is no number, and only numbers are more or less than others. Compare texts with = or !=.")]
    public void A_text_that_is_no_condition_says_why(string text, string problem)
    {
        Assert.False(ParameterCondition.TryParse(text, out _, out var told));

        Assert.Equal(problem, told);
    }

    [Fact]
    public void Numbers_compare_as_numbers_do() => Prop.ForAll(
        Gen.Elements(Numbers).Two().ToArbitrary(),
        pair =>
        {
            var (left, right) = (Number(pair.Item1), Number(pair.Item2));
            var expected = Array.IndexOf(Order, Class(pair.Item1)).CompareTo(Array.IndexOf(Order, Class(pair.Item2)));
            Assert.Equal(expected, Math.Sign(left.CompareTo(right)));
            Assert.Equal(expected == 0, left == right);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Decimals_compare_as_decimals_do() => Prop.ForAll(
        ArbMap.Default.GeneratorFor<decimal>().Two().ToArbitrary(),
        pair =>
        {
            var (left, right) = (Number($"{pair.Item1}"), Number($"{pair.Item2}"));
            Assert.Equal(pair.Item1.CompareTo(pair.Item2), left.CompareTo(right));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_points_that_fit_are_those_that_a_look_at_each_finds() => Prop.ForAll(
        Gen.Choose(0, 3).ArrayOf(3).Two().ToArbitrary(),
        pair =>
        {
            var (spec, points) = Grid(pair.Item1.Select(length => length + 1));
            var conditions = pair.Item2.Select((value, axis) => value == 3 ? $"a{axis}!=1" : $"a{axis}>={value}").Select(Parsed).ToArray();
            var filter = PointFilter.Of(Record(points), spec, points, conditions);

            var expected = Enumerable.Range(0, (int)points.Count).Select(i => (long)i)
                .Where(i => conditions.All(condition => condition.Fits(points[i].Parameters.Single(parameter => parameter.Name == condition.Name).Value)));

            Assert.Equal(expected, Found(filter, points.Count));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_grid_is_not_walked_over()
    {
        var (spec, points) = Grid([1000, 1000, 1000, 1000]);
        var filter = PointFilter.Of(Record(points), spec, points, [Parsed("a0=999"), Parsed("a3=7")]);

        Assert.Equal(999_000_000_007, filter.Next(0));
        Assert.Equal(999_000_001_007, filter.Next(999_000_000_008));
        Assert.Equal(points.Count, filter.Next(999_999_999_008));
    }

    [Fact]
    public async Task Rows_and_grid_are_filtered_over_their_defaults()
    {
        var run = await MixedAsync();

        Assert.Equal([0, 2, 3, 4], await ReadAsync(run, "opt=adam"));
        Assert.Equal([1], await ReadAsync(run, "opt!=adam"));
        Assert.Equal([0], await ReadAsync(run, "opt=adam", "lr=0.10"));
        Assert.Equal([0, 1, 2], await ReadAsync(run, "x!=3", "x!=4"));
        Assert.Empty(await ReadAsync(run, "lr>9"));
    }

    [Fact]
    public async Task Conditions_go_together_with_indexes_and_states()
    {
        var run = await MixedAsync();
        await run.StartAsync();
        await run.EndAsync(3, Muster.Points.PointState.Failed, run.Attempt(1));
        var query = new PointQuery { Where = [Parsed("opt=adam")], Standings = [PointStanding.Failed, PointStanding.Cancelled] };

        Assert.Equal([3], await QueryAsync(run, query));
        Assert.Empty(await QueryAsync(run, query with { Indexes = IndexSet.Of([1, 2]) }));
        Assert.Equal([4], await QueryAsync(run, new() { Where = [Parsed("opt=adam")], From = 4 }));
    }

    [Fact]
    public async Task A_name_that_is_no_parameter_is_an_error_with_the_nearest()
    {
        var run = await MixedAsync();

        var near = await Assert.ThrowsAsync<NoSuchParameterException>(() => ReadAsync(run, "optt=adam"));
        var far = await Assert.ThrowsAsync<NoSuchParameterException>(() => ReadAsync(run, "momentum=0.9"));

        Assert.Equal($"Run {run.Id} (mixed) has no parameter 'optt'. Did you mean 'opt'?", near.Message);
        Assert.Equal($"Run {run.Id} (mixed) has no parameter 'momentum'. Its parameters: opt, x, lr.", far.Message);
    }

    private static readonly string[] Order = ["-1e400", "-1", "-0.1", "0", "1e-400", "0.1", "1", "2", "1000", "10000000000000001", "10000000000000002", "1e400"];

    private static ExactNumber Number(string text) => ExactNumber.TryParse(text, out var number) ? number : throw new FormatException(text);

    private static string Class(string number) => number switch
    {
        "-0.0" => "0",
        "1.0" or "10e-1" => "1",
        "0.10" or "1e-1" => "0.1",
        "1e3" => "1000",
        _ => number,
    };

    private static (SweepSpec Spec, PointSource Points) Grid(IEnumerable<int> lengths)
    {
        var spec = new SweepSpec
        {
            Name = "grid", Command = "true", Grid = [.. lengths.Select((length, axis) => new GridAxis($"a{axis}", [.. Enumerable.Range(0, length).Select(value => new ParameterValue($"{value}"))]))],
        };
        return (spec, new(spec, null));
    }

    private static Muster.Runs.RunRecord Record(PointSource points) => new()
    {
        Id = new("r1"), Version = 1, Name = "grid", SpecDigest = "", SpecUri = "", State = Muster.Runs.RunState.Ready, PointCount = points.Count,
        Round = Muster.Chunks.RoundPlanner.First(points), CreatedAt = default, UpdatedAt = default,
    };

    private static List<long> Found(PointFilter filter, long count)
    {
        var found = new List<long>();
        for (var index = filter.Next(0); index < count; index = filter.Next(index + 1))
            found.Add(index);
        return found;
    }

    private static ParameterCondition Parsed(string text) => ParameterCondition.TryParse(text, out var condition, out var problem) ? condition : throw new FormatException(problem);

    private Task<BuiltRun> MixedAsync() => world.AddAsync(
        new()
        {
            Name = "mixed",
            Command = "true",
            Defaults = [new("opt", ParameterValue.FromText("adam"))],
            Grid = [new("x", [new("3"), new("4")])],
        },
        [
            new([new("lr", new("0.1"))], PlacementSpec.Anywhere),
            new([new("lr", new("0.1")), new("opt", ParameterValue.FromText("sgd"))], PlacementSpec.Anywhere),
            new([new("lr", new("0.5"))], PlacementSpec.Anywhere),
        ]);

    private Task<List<long>> ReadAsync(BuiltRun run, params string[] conditions) => QueryAsync(run, new PointQuery { Where = [.. conditions.Select(Parsed)] });

    private async Task<List<long>> QueryAsync(BuiltRun run, PointQuery query) =>
        await new PointList(world.Ports).ReadAsync(await run.RecordAsync(), query).Select(view => view.Index).ToListAsync();
}
