using Muster.Placement;
using Muster.Sweeps;
using Muster.Units;

namespace Muster.Specs.Sweeps;

/// <summary>What must hold between settings.</summary>
internal static class Checks
{
    public static void All(SpecDraft draft, Place end)
    {
        var (spec, errors) = (draft.Spec, draft.Errors);
        OneOfCommandAndScript(draft, end);
        if (spec.Signal is { } signal && signal.Before >= spec.Timeout && draft.GivenAt("signal") is { } signalAt)
        {
            errors.Add(SpecErrorKind.Conflict, signalAt,
                $"'signal' comes {Duration.Format(signal.Before)} before the timeout of {Duration.Format(spec.Timeout)}, but must come after the point's start. Shorten it, or lengthen 'timeout'.");
        }
        if (spec.Retry.BaseDelay > spec.Retry.MaxDelay && (draft.GivenAt("retry.base_delay") ?? draft.GivenAt("retry.max_delay")) is { } delayAt)
        {
            errors.Add(SpecErrorKind.Conflict, delayAt,
                $"'retry.base_delay' is {Duration.Format(spec.Retry.BaseDelay)}, but must be at most 'retry.max_delay', which is {Duration.Format(spec.Retry.MaxDelay)}.");
        }
        if (draft.GivenAt("az") is { } zoneAt) Zone(spec.Placement, zoneAt, errors);
    }

    private static void OneOfCommandAndScript(SpecDraft draft, Place end)
    {
        var (command, script) = (draft.GivenAt("command"), draft.GivenAt("script"));
        if (command is null && script is null)
            draft.Errors.Add(SpecErrorKind.Missing, end, "Nothing says what to run. Give 'command' (shell text) or 'script' (a file).");
        if (command is not null && script is { } at)
            draft.Errors.Add(SpecErrorKind.Conflict, at, $"'script' is given, but so is 'command' in line {command.Value.Line}. Remove one.");
    }

    /// <summary>A zone must be one of its region's.</summary>
    public static void Zone(PlacementSpec placement, Place at, SpecErrors errors)
    {
        if (placement is not { Region: { } region, AvailabilityZone: { } zone } || IsIn(zone, region)) return;
        errors.Add(SpecErrorKind.Conflict, at, $"'az' is '{zone}', but must be a zone of the 'region', which is '{region}'. Change one.", zone);
    }

    // eu-west-10a is no zone of eu-west-1.
    private static bool IsIn(string zone, string region) =>
        zone.StartsWith(region, StringComparison.Ordinal) && zone.Length > region.Length && !char.IsAsciiDigit(zone[region.Length]);

    /// <summary>There must be points, and not more than can be counted.</summary>
    public static void Points(SweepSpec spec, Place end, SpecErrors errors)
    {
        var total = PointSource.Total(spec.RowCount, spec.Grid);
        if (total is null)
            errors.Add(SpecErrorKind.TooManyPoints, end, $"'params' and 'grid' make more than {long.MaxValue} points. Shorten the grid's axes.");
        if (total == 0)
            errors.Add(SpecErrorKind.Missing, end, "The sweep has no points. Give rows under 'params', or axes under 'grid'.");
    }
}
