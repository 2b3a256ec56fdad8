using Muster.Graphs;
using Muster.Spelling;
using Muster.Specs.Nodes;

namespace Muster.Specs.Queues;

/// <summary>What must hold between the jobs of a graph.</summary>
internal static class JobChecks
{
    private const int MostShown = 12;

    /// <summary>Checks all jobs of a graph.</summary>
    public static void All(IReadOnlyList<ReadJob> jobs, SpecErrors errors)
    {
        var known = Ids(jobs, errors);
        var sound = known.Values.Select(job => job.Spec with { DependsOn = Dependencies(job, known, errors) }).ToList();
        foreach (var nameless in jobs.Where(job => job.Spec.Id.Length == 0)) Dependencies(nameless, known, errors);
        Cycle(sound, known, errors);
    }

    /// <summary>The jobs by their ids, in file order; of those with one id the first.</summary>
    private static OrderedDictionary<string, ReadJob> Ids(IReadOnlyList<ReadJob> jobs, SpecErrors errors)
    {
        var known = new OrderedDictionary<string, ReadJob>(StringComparer.Ordinal);
        var byVariable = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var job in jobs.Where(job => job.Spec.Id.Length > 0))
        {
            var (id, variable) = (job.Spec.Id, JobVariable.OfResults(job.Spec.Id));
            if (!known.TryAdd(id, job))
                errors.Add(SpecErrorKind.DuplicateKey, job.IdAt, $"The job '{id}' stands twice: here and in line {known[id].IdAt.Line}. Rename one.", id);
            else if (!byVariable.TryAdd(variable, id))
                errors.Add(SpecErrorKind.NameCollision, job.IdAt,
                    $"The results of the jobs '{byVariable[variable]}' and '{id}' would both be told by the variable {variable}, since its name has only capital letters, digits and '_'. Rename one.", id);
        }
        return known;
    }

    /// <summary>The dependencies that are sound.</summary>
    private static List<string> Dependencies(ReadJob job, OrderedDictionary<string, ReadJob> known, SpecErrors errors)
    {
        var (sound, onItself) = (new List<string>(), false);
        foreach (var item in job.Dependencies)
        {
            if (item.Text == job.Spec.Id && onItself)
                continue; // told once, it is removed everywhere
            if (onItself |= item.Text == job.Spec.Id)
                errors.Add(SpecErrorKind.Cycle, item.At, $"The job '{item.Text}' depends on itself. Remove it from its 'depends_on'.", item.Text);
            else if (sound.Contains(item.Text))
                errors.Add(SpecErrorKind.DuplicateKey, item.At, $"'{item.Text}' stands twice in 'depends_on'. Remove one.", item.Text);
            else if (known.ContainsKey(item.Text))
                sound.Add(item.Text);
            else
                UnknownJob(item, known, errors);
        }
        return sound;
    }

    private static void UnknownJob(ScalarNode item, OrderedDictionary<string, ReadJob> known, SpecErrors errors)
    {
        var near = Nearest.Of(item.Text, known.Keys);
        var advice = near is not null ? $"Did you mean '{near}'?"
            : known.Count <= MostShown ? $"There are {string.Join(", ", known.Keys)}."
            : $"There are {known.Count} jobs, and none is called so.";
        errors.Add(SpecErrorKind.UnknownJob, item.At, $"{Shown.Quoted(item.Text)} in 'depends_on' is no job of this file. {advice}", item.Text, near);
    }

    private static void Cycle(List<JobSpec> jobs, OrderedDictionary<string, ReadJob> known, SpecErrors errors)
    {
        if (JobGraph.Of(jobs).FindCycle() is not { } cycle) return;
        var path = cycle.Append(cycle[0]).Select(job => jobs[job].Id).ToList();
        var at = known[path[0]].Dependencies.First(item => item.Text == path[1]).At;
        errors.Add(SpecErrorKind.Cycle, at, $"These jobs wait for each other, each for the next: {Arrows(path)}. Remove one of these dependencies.", path[1]);
    }

    private static string Arrows(List<string> path) => string.Join(" → ", path.Count <= MostShown
        ? path
        : [.. path[..(MostShown - 3)], $"… {path.Count - MostShown + 1} more …", .. path[^2..]]);
}
