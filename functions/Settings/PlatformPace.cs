using System.Globalization;
using System.Text.Json;
using Muster.Coordination;
using Muster.Offers;
using Muster.Units;

namespace Muster.Functions.Settings;

/// <summary>
/// How fast a platform goes. A tick costs state transitions and a function's run, so it is slower than an engine on one machine: what a tick is for
/// happens by the minute there. A deployment may choose otherwise, as <c>tick=30s,launching=5s</c> or the same as a JSON object.
/// </summary>
internal sealed record PlatformPace
{
    /// <summary>A coordinator's thresholds.</summary>
    public CoordinatorPolicy Policy { get; init; } = new()
    {
        LockDuration = TimeSpan.FromMinutes(12),
        RenewEvery = TimeSpan.Zero,
        Skew = TimeSpan.FromSeconds(5),
        GrantFor = TimeSpan.FromMinutes(20),
        GrantLeast = TimeSpan.FromMinutes(5),
        LaunchWithin = TimeSpan.FromMinutes(2),
        SendAgainAfter = TimeSpan.FromSeconds(60),
        JoinWithin = TimeSpan.FromMinutes(10),
        ForgottenAfter = TimeSpan.FromMinutes(2),
        Tick = TimeSpan.FromSeconds(60),
        MovesFor = TimeSpan.FromSeconds(90),
        RetryTick = TimeSpan.FromSeconds(2),
        BlockedTick = TimeSpan.FromMinutes(5),
    };

    /// <summary>Time between two ticks while launches are under way; default 10 seconds.</summary>
    public TimeSpan Launching { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How much longer than its "not after" a listing lets an intent without an answer be, and an instance without an intent live; default 5 minutes.</summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>
    /// How long coordinators are told of an instance's end; default 1 hour, at most a day. It only saves them the wait for the lease of a worker that was there, and that is over by then.
    /// </summary>
    public TimeSpan TroubledFor { get; init; } = TimeSpan.FromHours(1);

    /// <summary>What is offered, and how long failures are remembered.</summary>
    public OfferPolicy Offers { get; init; } = new();

    /// <summary>How old the last write of a lock's holder may be before another coordinator is started beside it; default 20 minutes. A needless one does no harm.</summary>
    public TimeSpan RestartAfter { get; init; } = TimeSpan.FromMinutes(20);

    /// <summary>Starts of the same run within so long are the same start; default 5 minutes.</summary>
    public TimeSpan RestartEvery { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Ticks before a successor takes over, because an execution's history holds 25,000 events; default 400.</summary>
    public int Ticks { get; init; } = 400;

    private static readonly Dictionary<string, Func<PlatformPace, TimeSpan, PlatformPace>> s_times = new(StringComparer.Ordinal)
    {
        ["tick"] = (pace, value) => pace with { Policy = pace.Policy with { Tick = value, MovesFor = value * 1.5 } },
        ["launching"] = (pace, value) => pace with { Launching = value },
        ["blocked"] = (pace, value) => pace with { Policy = pace.Policy with { BlockedTick = value } },
        ["retry"] = (pace, value) => pace with { Policy = pace.Policy with { RetryTick = value } },
        ["lock"] = (pace, value) => pace with { Policy = pace.Policy with { LockDuration = value } },
        ["renew"] = (pace, value) => pace with { Policy = pace.Policy with { RenewEvery = value } },
        ["skew"] = (pace, value) => pace with { Policy = pace.Policy with { Skew = value } },
        ["grant"] = (pace, value) => pace with { Policy = pace.Policy with { GrantFor = value } },
        ["grant-least"] = (pace, value) => pace with { Policy = pace.Policy with { GrantLeast = value } },
        ["launch"] = (pace, value) => pace with { Policy = pace.Policy with { LaunchWithin = value } },
        ["send-again"] = (pace, value) => pace with { Policy = pace.Policy with { SendAgainAfter = value } },
        ["join"] = (pace, value) => pace with { Policy = pace.Policy with { JoinWithin = value } },
        ["forgotten"] = (pace, value) => pace with { Policy = pace.Policy with { ForgottenAfter = value } },
        ["grace"] = (pace, value) => pace with { Grace = value },
        ["capacity"] = (pace, value) => pace with { Offers = pace.Offers with { CapacityFor = value } },
        ["untried"] = (pace, value) => pace with { Offers = pace.Offers with { UntriedFor = value } },
        ["quota"] = (pace, value) => pace with { Offers = pace.Offers with { QuotaFor = value } },
        ["restart"] = (pace, value) => pace with { RestartAfter = value },
        ["restart-every"] = (pace, value) => pace with { RestartEvery = value },
    };

    private static readonly Dictionary<string, Func<PlatformPace, int, PlatformPace>> s_counts = new(StringComparer.Ordinal)
    {
        ["ticks"] = (pace, value) => pace with { Ticks = value },
        ["fleet"] = (pace, value) => pace with { Policy = pace.Policy with { FleetMost = value }, Offers = pace.Offers with { FleetMost = value } },
    };

    /// <summary>Reads what a deployment says.</summary>
    /// <param name="text">The variable's value; null or empty: nothing.</param>
    /// <exception cref="SettingException">A key is not known, or a value is not what it can be.</exception>
    public static PlatformPace Read(string? text) =>
        string.IsNullOrWhiteSpace(text) ? new() : Pairs(text.Trim()).Aggregate(new PlatformPace(), (pace, pair) => pace.With(pair.Key, pair.Value)).Checked();

    private static IEnumerable<KeyValuePair<string, string>> Pairs(string text)
    {
        if (text[0] != '{')
        {
            return text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                .Select(pair => pair.Split('=', 2, StringSplitOptions.TrimEntries) is [var key, var value] ? KeyValuePair.Create(key, value) : throw Wrong(pair, "a pair such as tick=60s"));
        }

        try
        {
            using var json = JsonDocument.Parse(text);
            return [.. json.RootElement.EnumerateObject().Select(member => KeyValuePair.Create(member.Name, member.Value.ToString()))];
        }
        catch (JsonException)
        {
            throw Wrong(text, "a JSON object such as {\"tick\":\"60s\"}, or pairs such as tick=60s,launching=10s");
        }
    }

    private static SettingException Wrong(string found, string allowed) => new($"The variable {FunctionSettings.PaceVariable} has '{found}'; it has to be {allowed}. Correct it in the deployment.");

    private PlatformPace With(string key, string value)
    {
        if (s_times.TryGetValue(key, out var time))
            return Duration.TryParse(value, out var span) ? time(this, span) : throw Wrong($"{key}={value}", Duration.Allowed);
        if (s_counts.TryGetValue(key, out var count))
            return int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 ? count(this, number) : throw Wrong($"{key}={value}", "a whole number above 0");
        throw Wrong(key, $"one of {string.Join(", ", s_times.Keys.Concat(s_counts.Keys).Order(StringComparer.Ordinal))}");
    }

    /// <summary>A lock must outlive the longest wait between two renewals, or every tick would find it lost.</summary>
    private PlatformPace Checked()
    {
        var longest = Policy.Tick > Policy.BlockedTick ? Policy.Tick : Policy.BlockedTick;
        return Policy.LockDuration >= 2 * longest
            ? this
            : throw Wrong($"lock={Duration.Format(Policy.LockDuration)}", $"at least twice the longest wait between ticks, {Duration.Format(longest)}: name a longer lock, or shorter tick and blocked");
    }
}
