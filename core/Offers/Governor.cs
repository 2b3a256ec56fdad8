using Muster.Fleet;

namespace Muster.Offers;

/// <summary>
/// A token bucket for an account and region, shared by all runs. Pure. Each launch takes a token; throttling empties the bucket and halves the
/// rate at which tokens come back; time restores it, evenly. A clock that goes back gives nothing, and takes nothing.
/// </summary>
public static class Governor
{
    /// <summary>Tokens that are there now.</summary>
    public static double Tokens(GovernorState state, DateTimeOffset now, GovernorPolicy policy) =>
        state.Tokens is { } tokens ? Math.Min(policy.Burst, tokens + Came(state, Seconds(state, now), policy)) : policy.Burst;

    /// <summary>Whole launches that may be sent now.</summary>
    public static int Launches(GovernorState state, DateTimeOffset now, GovernorPolicy policy) => (int)Math.Floor(Tokens(state, now, policy) + Hair);

    /// <summary>The state after launches were sent; null: there are not so many tokens.</summary>
    /// <param name="state">The state.</param>
    /// <param name="launches">How many, 0 or more.</param>
    /// <param name="now">The time (UTC).</param>
    /// <param name="policy">Thresholds.</param>
    public static GovernorState? Take(GovernorState state, int launches, DateTimeOffset now, GovernorPolicy policy) =>
        launches > Launches(state, now, policy) ? null : At(state, Math.Max(0, Tokens(state, now, policy) - launches), now, policy);

    /// <summary>The state after EC2 has throttled a call.</summary>
    public static GovernorState Throttle(GovernorState state, DateTimeOffset now, GovernorPolicy policy) => At(state, 0, now, policy) with
    {
        PerSecond = Math.Max(policy.SlowestPerSecond, Rate(state, Seconds(state, now), policy) / 2),
    };

    /// <summary>When the next launch may be sent (UTC): now, if one may.</summary>
    public static DateTimeOffset NextAt(GovernorState state, DateTimeOffset now, GovernorPolicy policy)
    {
        var missing = 1 - Tokens(state, now, policy);
        // At the rate of now, which only rises: never too early by more than one look, and never for good.
        return missing <= Hair ? now : now + TimeSpan.FromSeconds(missing / Rate(state, Seconds(state, now), policy));
    }

    private const double Hair = 1e-9;

    private static GovernorState At(GovernorState state, double tokens, DateTimeOffset now, GovernorPolicy policy)
    {
        var rate = Rate(state, Seconds(state, now), policy);
        return new(tokens, now > state.At ? now : state.At, rate >= policy.PerSecond ? null : rate);
    }

    private static double Seconds(GovernorState state, DateTimeOffset now) => Math.Max(0, (now - state.At).TotalSeconds);

    private static double Rate(GovernorState state, double seconds, GovernorPolicy policy) =>
        state.PerSecond is { } rate ? Math.Min(policy.PerSecond, rate + Rise(policy) * seconds) : policy.PerSecond;

    private static double Rise(GovernorPolicy policy) => policy.PerSecond / policy.RestoreIn.TotalSeconds;

    /// <summary>Tokens that came back in some time: the area below the rate, which rises evenly up to the full one.</summary>
    private static double Came(GovernorState state, double seconds, GovernorPolicy policy)
    {
        if (state.PerSecond is not { } rate)
            return policy.PerSecond * seconds;
        var rising = Math.Clamp((policy.PerSecond - rate) / Rise(policy), 0, seconds);
        return rate * rising + Rise(policy) * rising * rising / 2 + policy.PerSecond * (seconds - rising);
    }
}
