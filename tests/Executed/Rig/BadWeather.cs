using System.Globalization;
using Muster.Aws.Contracts;
using Muster.Testing.Lambda;
using Muster.Testing.Platform.Ec2;
using Muster.Testing.Simulation.Time;

namespace Muster.Tests.Executed.Rig;

/// <summary>
/// What goes wrong on a platform for some seconds, drawn from a seed: no capacity, told in either channel; throttles and lost answers of EC2; events late,
/// twice, out of order, or never; wishes delivered twice; functions killed; machines warned, taken and dead. Then all is well again, so that runs can end.
/// </summary>
internal sealed class BadWeather
{
    private const string SkipMark = "$XunitDynamicSkip$";

    /// <summary>How long it lasts.</summary>
    private static readonly TimeSpan s_lasts = TimeSpan.FromSeconds(3);

    private static readonly string[] s_shortages =
    [
        "InsufficientInstanceCapacity", "MaxSpotInstanceCountExceeded", "SpotMaxPriceTooLow", "UnfulfillableCapacity", "VcpuLimitExceeded", "InstanceLimitExceeded",
        "InsufficientFreeAddressesInSubnet", "MaxFleetCountExceeded", "ReservationCapacityExceeded", "Unsupported",
    ];

    private readonly long seed;
    private readonly SimChance chance;
    private readonly Lock gate = new();
    private int kills;
    private volatile bool isOver;

    public BadWeather(long seed)
    {
        (this.seed, chance) = (seed, new(seed));
        Points = chance.Between(2, 24);
        Limit = chance.Between(1, 3) * 2;
        RegionLimit = chance.Happens(0.4) ? 2 : null;
        Cancels = chance.Happens(0.2);
        kills = chance.Between(0, 2);
    }

    /// <summary>Points of the sweep.</summary>
    public int Points { get; }

    /// <summary>Points that may run at once.</summary>
    public int Limit { get; }

    /// <summary>Points that may run at once in a region; null: no limit.</summary>
    public int? RegionLimit { get; }

    /// <summary>Whether the run is cancelled in the middle of it.</summary>
    public bool Cancels { get; }

    /// <summary>The sweep.</summary>
    public string Sweep => ExecutedScenario.Sweep(Points, $"max_concurrent: {Limit}{(RegionLimit is { } most ? $"\nmax_concurrent_per_region: {most}" : "")}");

    /// <summary>Does something, and tells the seed if it fails.</summary>
    public async Task TellingSeedAsync(Func<Task> act)
    {
        try
        {
            await act();
        }
        catch (Exception error) when (!error.Message.StartsWith(SkipMark, StringComparison.Ordinal))
        {
            throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"Seed {seed}, {this}: {error.Message}\nDraw it again with MUSTER_SEED={seed}."), error);
        }
    }

    /// <summary>Comes over a platform.</summary>
    public void Begin(PlatformRig rig)
    {
        foreach (var pipe in rig.Pipes)
            pipe.Deliveries = chance.Between(1, 2);
        rig.Platform.Buses.Weather = new(chance.UpTo(TimeSpan.FromMilliseconds(700)), chance.Happens(0.5) ? 0.3 : 0);
        rig.Platform.Buses.OnTheWay = (_, found) => Task.FromResult(
            !isOver && (string?)found["detail-type"] is PlatformEvents.Launch or PlatformEvents.LaunchAnswered && Happens(0.05) ? null : found);
        foreach (var place in rig.Platform.Ec2.Places)
            Begin(place);
        if (rig.Functions is FunctionProcesses functions)
            functions.Invoking = (_, process) => Kill(process);
    }

    /// <summary>Goes on until it is over: machines are warned, taken, and die.</summary>
    public async Task RageAsync(PlatformRig rig)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (TimeProvider.System.GetElapsedTime(began) < s_lasts)
        {
            await Task.Delay(Drawn(TimeSpan.FromMilliseconds(200), TimeSpan.FromSeconds(1.2)), TimeProvider.System);
            if (rig.Instances.FirstOrDefault(instance => instance.State == "running" && Happens(0.4)) is { } found)
                Hit(rig, rig.Platform.Ec2.In(found.Account, found.Region), found.Id);
        }

        isOver = true;
        rig.Platform.Buses.Weather = Muster.Testing.Platform.Buses.BusWeather.Calm;
        foreach (var place in rig.Platform.Ec2.Places)
            place.Weather = new();
    }

    /// <summary>A line for people.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{Points} points, {Limit} at once{(RegionLimit is { } most ? $", {most} in a region" : "")}{(Cancels ? ", cancelled" : "")}");

    private void Begin(Ec2Place place)
    {
        var (scarce, least, code) = (chance.Happens(0.6), chance.Between(0, 1), chance.Pick<string>(s_shortages));
        var mean = chance.Between(0, 2);
        place.Weather = new()
        {
            Capacity = offer => !scarce ? int.MaxValue : (offer.Type.Length + offer.Subnet[^1] + mean) % 3 == 0 ? least : 0,
            Shortage = _ => code,
            ThrowsShortage = chance.Happens(0.4),
            Lag = chance.UpTo(TimeSpan.FromSeconds(1.5)),
            Burst = chance.Happens(0.3) ? 2 : double.MaxValue,
            PerSecond = 2,
            Notice = Drawn(TimeSpan.FromMilliseconds(300), TimeSpan.FromSeconds(1.5)),
        };
        place.Spoil("createFleet", [.. Enumerable.Range(0, 4).Select(_ => chance.Pick(CallFate.Served, CallFate.Served, CallFate.AnswerLost, CallFate.Failed, CallFate.Throttled))]);
    }

    private void Hit(PlatformRig rig, Ec2Place place, string instance)
    {
        switch (Drawn(0, 3))
        {
            case 0:
                place.Rebalance(instance);
                break;
            case 1:
                place.Interrupt(instance); // its agent does not see it in time
                break;
            case 2:
                place.Interrupt(instance);
                rig.Machines.Warn(instance);
                break;
            default:
                place.Die(instance);
                break;
        }
    }

    private void Kill(FunctionProcess process)
    {
        if (isOver || !Happens(0.05) || Interlocked.Decrement(ref kills) < 0)
            return;
        _ = KillSoonAsync(process, Drawn(TimeSpan.Zero, TimeSpan.FromMilliseconds(60)));
    }

    private static async Task KillSoonAsync(FunctionProcess process, TimeSpan after)
    {
        await Task.Delay(after, TimeProvider.System);
        process.Kill();
    }

    private bool Happens(double probability)
    {
        lock (gate)
            return chance.Happens(probability);
    }

    private int Drawn(int least, int most)
    {
        lock (gate)
            return chance.Between(least, most);
    }

    private TimeSpan Drawn(TimeSpan least, TimeSpan most)
    {
        lock (gate)
            return chance.Between(least, most);
    }
}
