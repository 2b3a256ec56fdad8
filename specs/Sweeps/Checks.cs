using Muster.Placement;
using Muster.Specs.Csv;
using Muster.Sweeps;
using Muster.Units;

namespace Muster.Specs.Sweeps;

/// <summary>What must hold between settings.</summary>
internal static class Checks
{
    /// <summary>Checks a draft that was read to its end.</summary>
    /// <param name="draft">The draft, with its rows counted and its paths absolute.</param>
    /// <param name="start">Where the settings begin: the place of what is missing.</param>
    /// <param name="isCsv">Whether they stand before the header of a CSV.</param>
    public static void All(SpecDraft draft, Place start, bool isCsv)
    {
        OneOfCommandAndScript(draft, start, isCsv);
        Signal(draft);
        Delays(draft);
        Paths(draft);
        Gpus(draft);
        if (draft.GivenAt("az") is { } zoneAt) Zone(draft.Spec.Placement, zoneAt, draft.Errors);
        Points(draft, start, isCsv);
    }

    private static void OneOfCommandAndScript(SpecDraft draft, Place start, bool isCsv)
    {
        var (command, script) = (draft.GivenAt("command"), draft.GivenAt("script"));
        var where = isCsv ? $" in lines before the header, such as '{CsvReader.SettingsMark} command: ...'" : "";
        if (command is null && script is null)
            draft.Errors.Add(SpecErrorKind.Missing, start,
                $"Nothing says what to run. Give 'command' (shell text) or 'script' (a file){where}.");
        if (command is not null && script is { } at)
            draft.Errors.Add(SpecErrorKind.Conflict, at,
                $"'script' is given, but so is 'command' in line {command.Value.Line}. Remove one.");
    }

    private static void Signal(SpecDraft draft)
    {
        var spec = draft.Spec;
        if (draft.GivenAt("signal") is not { } at || spec.Signal is not { } signal || signal.Before < spec.Timeout) return;
        draft.Errors.Add(SpecErrorKind.Conflict, at,
            $"'signal' is '{signal}', but its time must be less than the timeout, which is {Duration.Format(spec.Timeout)}. Shorten it, or lengthen 'timeout'.", signal.ToString());
    }

    private static void Delays(SpecDraft draft)
    {
        var retry = draft.Spec.Retry;
        if (retry.BaseDelay <= retry.MaxDelay || (draft.GivenAt("retry.base_delay") ?? draft.GivenAt("retry.max_delay")) is not { } at) return;
        draft.Errors.Add(SpecErrorKind.Conflict, at,
            $"'retry.base_delay' is {Duration.Format(retry.BaseDelay)}, but must be at most 'retry.max_delay', which is {Duration.Format(retry.MaxDelay)}. Change one.");
    }

    private static void Gpus(SpecDraft draft)
    {
        const string variable = "CUDA_VISIBLE_DEVICES";
        if (draft.Spec.Resources.Gpus > 0 && draft.Spec.Env.ContainsKey(variable) && draft.GivenAt("env") is { } at)
            draft.Errors.Add(SpecErrorKind.Conflict, at,
                $"'env' sets {variable}, but with 'resources.gpus' each point is given its own. Remove one.", variable);
    }

    private static void Paths(SpecDraft draft)
    {
        if (draft.GivenAt("script") is { } script && draft.Spec.Script is { } file && !File.Exists(file))
            draft.Errors.Add(SpecErrorKind.UnreadableFile, script,
                $"'script' names the file '{file}', but there is no such file. Paths begin at the sweep file's folder.", file);
        if (draft.GivenAt("workdir") is { } workdir && draft.Spec.Workdir is { } folder && !Directory.Exists(folder))
            draft.Errors.Add(SpecErrorKind.UnreadableFile, workdir,
                $"'workdir' names the folder '{folder}', but there is no such folder. Paths begin at the sweep file's folder.", folder);
    }

    /// <summary>There must be points, and not more than can be counted. After other errors nobody knows how many there would be.</summary>
    private static void Points(SpecDraft draft, Place start, bool isCsv)
    {
        if (draft.Errors.All.Count > 0) return;
        var total = PointSource.Total(draft.Spec.RowCount, draft.Spec.Grid);
        if (total is null)
            draft.Errors.Add(SpecErrorKind.TooManyPoints, start,
                $"'params' and 'grid' make more than {long.MaxValue} points. Shorten the grid's axes.");
        var rows = isCsv ? "rows below the header" : "rows under 'params', or axes under 'grid'; one point without parameters is params: [{}]";
        if (total == 0) draft.Errors.Add(SpecErrorKind.Missing, start, $"The sweep has no points. Give {rows}.");
    }

    /// <summary>A zone must be one of its region's.</summary>
    public static void Zone(PlacementSpec placement, Place at, SpecErrors errors)
    {
        if (placement is not { Region: { } region, AvailabilityZone: { } zone } || IsIn(zone, region)) return;
        errors.Add(SpecErrorKind.Conflict, at,
            $"'az' is '{zone}', but must be a zone of the 'region', which is '{region}'. Change one.", zone);
    }

    // eu-west-10a is no zone of eu-west-1.
    private static bool IsIn(string zone, string region) =>
        zone.StartsWith(region, StringComparison.Ordinal) && zone.Length > region.Length && !char.IsAsciiDigit(zone[region.Length]);
}
