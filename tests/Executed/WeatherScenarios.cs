using System.Globalization;
using Muster.Operations;
using Muster.Runs;
using Muster.Tests.Executed.Rig;

namespace Muster.Tests.Executed;

/// <summary>Sweeps in bad weather that is drawn from seeds; whatever it was, the promises hold at the end. What is drawn is the same for a seed; what comes of it also depends on the machine's speed.</summary>
[Collection(ExecutedScenario.Name)]
public sealed class WeatherScenarios(ExecutedPlatform executed)
{
    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 16)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public Task Promises_hold_in_bad_weather(int seed) => WeatherAsync(seed);

    /// <summary>The seed of the environment variable MUSTER_SEED; without it, a hundred others.</summary>
    [Fact(Explicit = true)]
    public async Task Promises_hold_in_more_bad_weather()
    {
        var (first, count) = Environment.GetEnvironmentVariable("MUSTER_SEED") is { Length: > 0 } one ? (int.Parse(one, CultureInfo.InvariantCulture), 1) : (1001, 100);
        for (var seed = first; seed < first + count; seed++)
            await WeatherAsync(seed);
    }

    private Task WeatherAsync(int seed)
    {
        var weather = new BadWeather(seed);
        return weather.TellingSeedAsync(async () =>
        {
            await using var rig = await PlatformRig.NewAsync(executed, new() { Seed = seed });
            rig.Note($"seed {seed}: {weather}");
            rig.Points.Work = static (point, _, cancel) => ExecutedScenario.BusyAsync(0.2 * (point % 4), cancel);
            weather.Begin(rig);
            var run = await rig.SubmitAsync(weather.Sweep);
            await using var watch = new GrantWatch(rig, run);
            var raging = weather.RageAsync(rig);
            if (weather.Cancels)
            {
                await rig.UntilAsync("a start", () => !rig.Points.Starts.IsEmpty || raging.IsCompleted);
                await new RunCancel(rig.Store, TimeProvider.System).CancelAsync(run);
            }

            var ended = await rig.EndAsync(run);
            await raging;
            Assert.Contains(ended.State, weather.Cancels ? (RunState[])[RunState.Cancelled, RunState.Complete] : [RunState.Complete]);
            await rig.NothingLeftAsync();
            await rig.UntilAsync("the last event", () => rig.Platform.Buses.IsIdle);
            Assert.Empty(watch.Breaches);
            await Promises.AssertAsync(rig, run);
        });
    }
}
