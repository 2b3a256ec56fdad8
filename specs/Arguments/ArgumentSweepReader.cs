using Muster.Placement;
using Muster.Specs.Points;
using Muster.Specs.Sweeps;
using Muster.Sweeps;

namespace Muster.Specs.Arguments;

/// <summary>Reads a sweep from a command line: what the options say first, then the points, then what the command makes of them.</summary>
internal sealed class ArgumentSweepReader(ArgumentSweep sweep, RowSink sink)
{
    /// <summary>What errors of the command line begin with, as those of its options do.</summary>
    public static Place CommandLine { get; } = Place.Whole("muster");

    private readonly SpecDraft _draft = new(new(), settingsApart: true);

    private SpecErrors Errors => _draft.Errors;

    public SweepReading Read()
    {
        var templates = new TemplateCheck(sweep.Arguments, Errors);
        _draft.Spec = sweep.Settings with
        {
            Name = sweep.Settings.Name.Length > 0 ? sweep.Settings.Name : SweepName.Of(Path.GetFileName(sweep.Arguments[0])) ?? "run",
            Arguments = sweep.Arguments,
            Workdir = sweep.Folder,
        };
        CheckGpus();
        if (sweep is { Grid.Count: > 0, From: not null })
            Errors.Add(SpecErrorKind.Conflict, CommandLine,
                "--grid and --from each say what the points are, and are not multiplied. Give one of them: all values as --grid, or a line for each point by --from.");
        else ReadPoints(templates);
        _draft.Spec = _draft.Spec with { RowCount = sink.Count };
        return SweepReading.Of(_draft, sink, SpecKind.Sweep);
    }

    private void ReadPoints(TemplateCheck templates)
    {
        PointFormat? format = null;
        _draft.Spec = _draft.Spec with { Grid = [.. sweep.Grid.Select(text => GridText.Axis(text, _draft)).OfType<GridAxis>()] };
        CheckTwice();
        if (Errors.All.Count > 0) return;
        if (sweep.From is { } input) format = new PointReader(_draft, sink, templates.Note).Read(input);
        else if (sweep.Grid.Count == 0) sink.Append(new([], PlacementSpec.Anywhere));
        else if (PointSource.Total(0, _draft.Spec.Grid) is null)
            Errors.Add(SpecErrorKind.TooManyPoints, CommandLine, $"The grid has more than {long.MaxValue} points. Shorten its axes.");
        if (Errors.All.Count == 0) templates.Complete(_draft.Names.All, isLines: format is PointFormat.Lines or PointFormat.Nul);
    }

    private void CheckTwice()
    {
        foreach (var name in _draft.Spec.Grid.GroupBy(axis => axis.Name, StringComparer.Ordinal).Where(axes => axes.Count() > 1).Select(axes => axes.Key))
            Errors.Add(SpecErrorKind.DuplicateKey, CommandLine, $"--grid gives the parameter {Shown.Quoted(name)} twice. Put all its values into one.", name);
    }

    private void CheckGpus()
    {
        const string variable = "CUDA_VISIBLE_DEVICES";
        if (sweep.Settings.Resources.Gpus > 0 && sweep.Settings.Env.ContainsKey(variable))
            Errors.Add(SpecErrorKind.Conflict, CommandLine, $"--env sets {variable}, but with --gpus each point is given its own. Remove one.", variable);
    }
}
