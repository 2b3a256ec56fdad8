using System.Runtime.CompilerServices;
using System.Text.Json;
using Muster.Outputs;
using Muster.Runs;
using Muster.Sets;
using Muster.Sweeps;

namespace Muster.Operations;

/// <summary>Reads a run's results, point by point; nothing but a page is held.</summary>
public sealed class ResultReader
{
    private readonly RunPorts ports;
    private readonly RunRecord run;
    private readonly SweepSpec spec;
    private readonly PointSource points;

    private ResultReader(RunPorts ports, RunRecord run, SweepSpec spec, PointSource points)
    {
        (this.ports, this.run, this.spec, this.points) = (ports, run, spec, points);
        Names = ResultNames.Of(spec, points);
        Bad = new(run);
    }

    /// <summary>The names of its fields.</summary>
    public ResultNames Names { get; }

    /// <summary>The run's spec.</summary>
    public SweepSpec Spec => spec;

    /// <summary>The run's points.</summary>
    public PointSource Points => points;

    /// <summary>How many result files the last read found gone or damaged; their points have no metrics.</summary>
    public long Unreadable { get; private set; }

    /// <summary>What was wrong with the first of them; null: nothing.</summary>
    public string? FirstProblem { get; private set; }

    /// <summary>Points of the last read whose commands wrote result files that could not be read.</summary>
    public BadResults Bad { get; private set; }

    /// <summary>Opens a run's results.</summary>
    /// <exception cref="SpecGoneException">A blob that the run names is not there.</exception>
    public static async Task<ResultReader> OpenAsync(RunPorts ports, RunRecord run, CancellationToken cancel = default)
    {
        var (spec, points) = await SpecBlobs.LoadAsync(ports.Blobs, run, cancel);
        return new(ports, run, spec, points);
    }

    /// <summary>The rows of some points by ascending index.</summary>
    /// <param name="query">Which points.</param>
    /// <param name="cancel">Ends the call.</param>
    /// <exception cref="NoSuchPointException">An index is beyond the run's points.</exception>
    public async IAsyncEnumerable<ResultRow> ReadAsync(PointQuery query, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        (Unreadable, FirstProblem, Bad) = (0, null, new(run));
        await foreach (var point in new PointList(ports).ReadAsync(run, query, cancel))
        {
            Bad.Add(point.Index, point.Entry);
            var parameters = points[point.Index].Parameters.Select(p => new ResultField(ResultNames.Parameter(p.Name), p.Value.Json));
            yield return new(point, [.. parameters], await MetricsAsync(point, cancel));
        }
    }

    /// <summary>The names of all metrics, in the order of their first use. Reads all results that are wanted.</summary>
    /// <param name="query">Which points.</param>
    /// <param name="most">Only the first so many of them, 1 or more.</param>
    /// <param name="cancel">Ends the call.</param>
    public async Task<IReadOnlyList<string>> MetricNamesAsync(PointQuery query, int most, CancellationToken cancel = default)
    {
        var (seen, order) = (new HashSet<string>(StringComparer.Ordinal), new List<string>());
        await foreach (var row in ReadAsync(query, cancel).Take(most).WithCancellation(cancel))
        {
            foreach (var metric in row.Metrics)
            {
                if (seen.Add(metric.Name))
                    order.Add(metric.Name);
            }
        }

        return order;
    }

    /// <summary>The files of points that match the spec's result paths, by ascending index.</summary>
    public async IAsyncEnumerable<ResultFile> FilesAsync(PointQuery query, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        if (spec.ResultPaths.Count == 0)
            yield break;
        await foreach (var point in new PointList(ports).ReadAsync(run, query, cancel))
        {
            foreach (var file in await ports.Outputs.ListFilesAsync(run.Id, point.Index, spec.ResultPaths, cancel))
                yield return new(point.Index, file);
        }
    }

    /// <summary>Whether the spec names files that are results.</summary>
    public bool HasResultPaths => spec.ResultPaths.Count > 0;

    private async Task<IReadOnlyList<ResultField>> MetricsAsync(PointView point, CancellationToken cancel)
    {
        if (point.Entry.Last is not { } last)
            return [];
        try
        {
            return await ports.Outputs.ReadResultAsync(run.Id, last, cancel) is { } json ? MetricReader.Read(json, Names) : [];
        }
        catch (Exception problem) when (problem is OutputGoneException or JsonException)
        {
            Unreadable++;
            FirstProblem ??= $"Point {point.Index}: {problem.Message}";
            return [];
        }
    }
}

/// <summary>A file that is a result.</summary>
/// <param name="Index">The point.</param>
/// <param name="Path">URI or absolute path.</param>
public readonly record struct ResultFile(long Index, string Path);
