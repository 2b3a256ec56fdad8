using Muster.Placement;
using Muster.Resources;
using Muster.Retries;
using Muster.Specs.Csv;
using Muster.Specs.Keys;
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
        OneWork(draft, start, isCsv);
        Graph(draft);
        Signal(draft);
        Delays(draft, draft.Spec.Retry);
        Paths(draft);
        Gpus(draft, draft.Spec.Resources, draft.Spec.Env, "point");
        if (draft.GivenAt("az") is { } zoneAt) Zone(draft.Spec.Placement, zoneAt, draft.Errors);
        Regions(draft);
        Points(draft, start, isCsv);
    }

    private static void OneWork(SpecDraft draft, Place start, bool isCsv)
    {
        (string Key, Place At)[] given = [.. from key in (string[])["command", "script", "jobs"] where draft.GivenAt(key) is not null select (key, draft.GivenAt(key)!.Value)];
        var where = isCsv ? $" in lines before the header, such as '{CsvReader.SettingsMark} command: ...'" : "";
        if (given.Length == 0 && !Unknown.IsMeant("command", draft.Errors) && !Unknown.IsMeant("script", draft.Errors) && !Unknown.IsMeant("jobs", draft.Errors))
            draft.Errors.Add(SpecErrorKind.Missing, start,
                $"Nothing says what to run. Give 'command' (shell text), 'script' (a file) or 'jobs' (a job graph){where}.");
        foreach (var (key, at) in given.Skip(1))
            draft.Errors.Add(SpecErrorKind.Conflict, at,
                $"'{key}' is given, but so is '{given[0].Key}' in line {given[0].At.Line}. Remove one.");
    }

    /// <summary>Some settings need jobs, and some do not go with them.</summary>
    private static void Graph(SpecDraft draft)
    {
        if (draft.GivenAt("jobs") is null)
        {
            foreach (var key in (string[])["max_parallel", "on_failure"])
                if (draft.GivenAt(key) is { } at)
                    draft.Errors.Add(SpecErrorKind.Conflict, at, $"'{key}' is given, but there are no 'jobs' that it is about. Remove it, or give 'jobs'.");
            return;
        }
        if (draft.GivenAt("resources") is { } resources)
            draft.Errors.Add(SpecErrorKind.Conflict, resources, "'resources' is given, but of 'jobs' each has its own. Move it into the jobs.");
        if (draft.GivenAt("env") is { } env)
            foreach (var name in draft.Spec.Env.Keys.Where(EnvironmentKind.IsOfJobsOnly))
                draft.Errors.Add(SpecErrorKind.Conflict, env, $"'env' sets {name}, but each job is given its own. Remove it.", name);
    }

    private static void Signal(SpecDraft draft)
    {
        var spec = draft.Spec;
        if (draft.GivenAt("signal") is not { } at || spec.Signal is not { } signal || signal.Before < spec.Timeout) return;
        draft.Errors.Add(SpecErrorKind.Conflict, at,
            $"'signal' is '{signal}', but its time must be less than the timeout, which is {Duration.Format(spec.Timeout)}. Shorten it, or lengthen 'timeout'.", signal.ToString());
    }

    /// <summary>The first wait must not be longer than the longest.</summary>
    public static void Delays<TSpec>(SettingDraft<TSpec> draft, RetryPolicy retry)
    {
        if (retry.BaseDelay <= retry.MaxDelay || (draft.GivenAt("retry.base_delay") ?? draft.GivenAt("retry.max_delay")) is not { } at) return;
        draft.Errors.Add(SpecErrorKind.Conflict, at,
            $"'retry.base_delay'{draft.Owner} is {Duration.Format(retry.BaseDelay)}, but must be at most 'retry.max_delay', which is {Duration.Format(retry.MaxDelay)}. Change one.");
    }

    /// <summary>Who is given GPUs cannot choose them.</summary>
    public static void Gpus<TSpec>(SettingDraft<TSpec> draft, ResourceRequest resources, IReadOnlyDictionary<string, string> env, string who)
    {
        const string variable = "CUDA_VISIBLE_DEVICES";
        if (resources.Gpus > 0 && env.ContainsKey(variable) && draft.GivenAt("env") is { } at)
            draft.Errors.Add(SpecErrorKind.Conflict, at,
                $"'env'{draft.Owner} sets {variable}, but with 'resources.gpus' each {who} is given its own. Remove one.", variable);
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

    /// <summary>Regions that are included, excluded and named must go together.</summary>
    private static void Regions(SpecDraft draft)
    {
        var spec = draft.Spec;
        if (draft.GivenAt("exclude_regions") is { } excludedAt)
            foreach (var region in spec.ExcludeRegions.Intersect(spec.Regions))
                draft.Errors.Add(SpecErrorKind.Conflict, excludedAt, $"'exclude_regions' names '{region}', but so does 'regions'. Remove it from one.", region);
        if (draft.GivenAt("region") is not { } at || spec.Placement.Region is not { } named) return;
        if (spec.ExcludeRegions.Contains(named))
            draft.Errors.Add(SpecErrorKind.Conflict, at, $"'region' is '{named}', but 'exclude_regions' names it too. Change one.", named);
        else if (spec.Regions.Count > 0 && !spec.Regions.Contains(named))
            draft.Errors.Add(SpecErrorKind.Conflict, at, $"'region' is '{named}', but must be one of the 'regions', which are {string.Join(", ", spec.Regions)}. Change one.", named);
    }

    // eu-west-10a is no zone of eu-west-1.
    private static bool IsIn(string zone, string region) =>
        zone.StartsWith(region, StringComparison.Ordinal) && zone.Length > region.Length && !char.IsAsciiDigit(zone[region.Length]);
}
